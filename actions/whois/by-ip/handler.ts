// Finds the registry that answers for the address, then asks it.
import { implement } from "../../kit/runtime/implement.ts";
import { country, moment, refuseInner, words } from "../../kit/runtime/observed.ts";
import { registryOf } from "../bootstrap.ts";
import { countryLine, entitiesOf, fromRole, networkOf } from "../client.ts";
import { byIp } from "./action.ts";

export const handler = implement(byIp, async ({ input, http }) => {
  refuseInner(input.ip, "the registries");
  const { network, registry } = await networkOf(http, await registryOf(http, input.ip), input.ip);
  const entities = entitiesOf(network.entities);
  const registered = network.events?.find(({ eventAction }) => eventAction === "registration");
  return {
    handle: words(network.handle, 120),
    name: words(network.name, 120),
    first: network.startAddress,
    last: network.endAddress,
    kind: words(network.type, 80),
    // ARIN leaves the country to the registrant's address.
    country: country(network.country) ?? country(countryLine(fromRole(entities, "registrant", "adr"))),
    organisation: words(fromRole(entities, "registrant", "fn"), 200),
    registeredAt: moment(registered?.eventDate),
    abuseContact: words(fromRole(entities, "abuse", "email"), 320),
    registry,
  };
});
