// The people of Example Corp, as the company's directory knows them. Ids are those of `riposte.config.ts`.

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly department: string;
  readonly slack: string | null;
}

export const people: readonly Person[] = [
  {
    id: "maria.lopez",
    name: "Maria López",
    email: "maria.lopez@example.com",
    department: "Payments",
    slack: "U0MARIALPZ",
  },
  { id: "dana.kim", name: "Dana Kim", email: "dana.kim@example.com", department: "Security", slack: "U0DANAKIM1" },
  {
    id: "sam.okafor",
    name: "Sam Okafor",
    email: "sam.okafor@example.com",
    department: "Security",
    slack: "U0SAMOKAFR",
  },
  {
    id: "jonas.berg",
    name: "Jonas Berg",
    email: "jonas.berg@example.com",
    department: "Platform",
    slack: "U0JONASBRG",
  },
  {
    id: "aiko.tanaka",
    name: "Aiko Tanaka",
    email: "aiko.tanaka@example.com",
    department: "Finance",
    slack: "U0AIKOTNKA",
  },
];
