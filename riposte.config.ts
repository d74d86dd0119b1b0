// The team's configuration: people, networks, vendors, and for each playbook its mode and settings. What is here describes
// the simulated organisation that the local host ships with; replace it with your own.
import { defineConfiguration } from "./actions/kit/contract/index.ts";

const everyKind = [
  "impossible-travel",
  "login-brute-force",
  "sql-injection",
  "credential-access",
  "certificate-issued",
  "unclassified",
];

export default defineConfiguration({
  organisation: "Example Corp",
  people: [
    {
      id: "maria.lopez",
      name: "Maria López",
      email: "maria.lopez@example.com",
      roles: ["analyst"],
      slack: "U0MARIALPZ",
      identities: ["arn:aws:iam::111122223333:user/maria.lopez"],
    },
    {
      id: "dana.kim",
      name: "Dana Kim",
      email: "dana.kim@example.com",
      roles: ["responder", "approver"],
      slack: "U0DANAKIM1",
      identities: ["arn:aws:iam::111122223333:user/dana.kim"],
    },
    {
      id: "sam.okafor",
      name: "Sam Okafor",
      email: "sam.okafor@example.com",
      roles: ["responder", "approver", "administrator"],
      slack: "U0SAMOKAFR",
      identities: ["arn:aws:iam::111122223333:user/sam.okafor"],
    },
  ],
  approvers: { "identity-oncall": ["dana.kim", "sam.okafor"] },
  protectedSubjects: ["arn:aws:iam::111122223333:user/break-glass", "arn:aws:iam::111122223333:root"],
  accounts: ["111122223333"],
  networks: { egress: ["198.51.100.0/24", "2001:db8:198::/48"], vpn: ["192.0.2.32/27"] },
  bindings: { siem: "splunk", geo: "maxmind", identity: "aws", certificates: "crt-sh" },
  publishers: [
    { source: "splunk", kinds: everyKind, accounts: ["111122223333"] },
    { source: "guardduty", kinds: everyKind, accounts: ["111122223333"] },
    { source: "security-hub", kinds: everyKind, accounts: ["111122223333"] },
  ],
  // Detections of our own, by the id or name of their rule, and the kind of finding that each makes.
  rules: { "CORP-0042": "login-brute-force" },
  siem: { indexes: ["auth", "web"] },
  slack: { channel: "C0SECOPS1", team: "T0EXAMPLE1" },
  jira: {
    site: "https://example-corp.atlassian.net",
    project: "SEC",
    issueType: "Task",
    priorities: { informational: "Lowest", low: "Low", medium: "Medium", high: "High", critical: "Highest" },
  },
  playbooks: {
    "impossible-travel": { mode: { default: "ask" }, settings: { approvers: "identity-oncall" } },
  },
});
