// The one function that the conformance suite calls: it does what its event says. Deployable as it is (Node 24, ESM).

/** `{do: "echo", value}` · `{do: "fail", name, message}` · `{do: "never"}` · `{do: "large", bytes}` */
export const handler = async (event) => {
  switch (event.do) {
    case "fail":
      throw Object.assign(new Error(event.message), { name: event.name });
    case "never":
      return new Promise((resolve) => setTimeout(resolve, 30_000).unref?.());
    case "large":
      return "x".repeat(event.bytes);
    default:
      return event.value ?? null;
  }
};
