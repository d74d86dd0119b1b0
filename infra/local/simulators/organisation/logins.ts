// Who signed in, from where, on what, in the weeks before the organisation's `now`: single logins that the stories are
// about, and routines that stand for ordinary days.

export interface Device {
  readonly id: string;
  readonly name: string;
  readonly managed: boolean;
}

export interface Login {
  readonly minutesAgo: number;
  readonly person: string;
  readonly ip: string;
  readonly outcome: "success" | "failure";
  readonly application: string;
  /** Null where the sign-in page could not tell. */
  readonly device: Device | null;
  readonly session: string | null;
  /** The second factor as it was used; null where none was asked for. */
  readonly factor: string | null;
  readonly userAgent: string;
  readonly reason: string | null;
}

export interface Routine extends Omit<Login, "minutesAgo" | "session"> {
  /** Once a day, on each of these days before `now`. */
  readonly daysAgo: { readonly from: number; readonly to: number };
  /** Minutes before the same time of that day, so that two routines do not fall together. */
  readonly offset: number;
}

const browsers = {
  mac: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  windows:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Safari/537.36",
  firefox: "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
  iphone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1",
  script: "python-requests/2.32.3",
} as const;

const devices = {
  mariaMac: { id: "dev-5f1c2a77", name: "LIS-MAC-0412", managed: true },
  mariaPhone: { id: "dev-09be44d1", name: "Maria's iPhone", managed: true },
  danaLinux: { id: "dev-77aa0c3e", name: "LIS-LNX-0031", managed: true },
  jonasMac: { id: "dev-c3d90e18", name: "LIS-MAC-0207", managed: true },
  aikoMac: { id: "dev-1b40f2ac", name: "LIS-MAC-0518", managed: true },
} as const;

export const logins: readonly Login[] = [
  // The stolen session: a new device, a push that was accepted without a look, from the other side of the world.
  {
    minutesAgo: 2,
    person: "maria.lopez",
    ip: "203.0.113.7",
    outcome: "success",
    application: "AWS IAM Identity Center",
    device: { id: "dev-unknown-8e21", name: "DESKTOP-7Q2K", managed: false },
    session: "idx-3f9a61c0",
    factor: "push",
    userAgent: browsers.windows,
    reason: null,
  },
  ...[3, 4, 6].map(
    (minutesAgo): Login => ({
      minutesAgo,
      person: "maria.lopez",
      ip: "203.0.113.7",
      outcome: "failure",
      application: "AWS IAM Identity Center",
      device: { id: "dev-unknown-8e21", name: "DESKTOP-7Q2K", managed: false },
      session: null,
      factor: "push",
      userAgent: browsers.windows,
      reason: "second factor not answered",
    }),
  ),
  {
    minutesAgo: 42,
    person: "maria.lopez",
    ip: "198.51.100.20",
    outcome: "success",
    application: "Example Payments Console",
    device: devices.mariaMac,
    session: "idx-71d20be4",
    factor: "fido2",
    userAgent: browsers.mac,
    reason: null,
  },
  // The same address sprayed passwords at others two weeks before.
  ...["jonas.berg", "aiko.tanaka", "dana.kim", "maria.lopez"].map(
    (person, index): Login => ({
      minutesAgo: 12 * 1_440 + index * 2,
      person,
      ip: "203.0.113.7",
      outcome: "failure",
      application: "Example Webmail",
      device: null,
      session: null,
      factor: null,
      userAgent: browsers.script,
      reason: "wrong password",
    }),
  ),
  // Travelling colleagues, so that not every foreign login is an attack.
  {
    minutesAgo: 55,
    person: "jonas.berg",
    ip: "192.0.2.44",
    outcome: "success",
    application: "GitHub Enterprise",
    device: devices.jonasMac,
    session: "idx-aa1047f3",
    factor: "fido2",
    userAgent: browsers.mac,
    reason: null,
  },
  {
    minutesAgo: 95,
    person: "jonas.berg",
    ip: "198.51.100.31",
    outcome: "success",
    application: "GitHub Enterprise",
    device: devices.jonasMac,
    session: "idx-a90be713",
    factor: "fido2",
    userAgent: browsers.mac,
    reason: null,
  },
  {
    minutesAgo: 3 * 1_440,
    person: "aiko.tanaka",
    ip: "203.0.113.200",
    outcome: "success",
    application: "Expenses",
    device: devices.aikoMac,
    session: "idx-6bd2f910",
    factor: "totp",
    userAgent: browsers.mac,
    reason: null,
  },
];

export const routines: readonly Routine[] = [
  {
    daysAgo: { from: 1, to: 28 },
    offset: 35,
    person: "maria.lopez",
    ip: "198.51.100.20",
    outcome: "success",
    application: "Example Payments Console",
    device: devices.mariaMac,
    factor: "fido2",
    userAgent: browsers.mac,
    reason: null,
  },
  {
    daysAgo: { from: 1, to: 28 },
    offset: 610,
    person: "maria.lopez",
    ip: "203.0.113.201",
    outcome: "success",
    application: "Example Mail",
    device: devices.mariaPhone,
    factor: "push",
    userAgent: browsers.iphone,
    reason: null,
  },
  {
    daysAgo: { from: 1, to: 28 },
    offset: 80,
    person: "jonas.berg",
    ip: "198.51.100.31",
    outcome: "success",
    application: "GitHub Enterprise",
    device: devices.jonasMac,
    factor: "fido2",
    userAgent: browsers.mac,
    reason: null,
  },
  {
    daysAgo: { from: 1, to: 28 },
    offset: 95,
    person: "dana.kim",
    ip: "198.51.100.40",
    outcome: "success",
    application: "Splunk",
    device: devices.danaLinux,
    factor: "fido2",
    userAgent: browsers.firefox,
    reason: null,
  },
];
