import { test } from "vitest";
import { handler } from "../../playbooks/dispatcher/dispatcher.ts";
import { aBatch, aFinding, startProduct } from "../support/product.ts";

test("bench", async () => {
  const product = await startProduct();
  await handler(aBatch(aFinding({ id: "warm" })));
  const t0 = performance.now();
  await handler(aBatch(aFinding({ id: "one", user: { name: "x" } })));
  const one = performance.now() - t0;
  const t1 = performance.now();
  for (let i = 0; i < 50; i++)
    await Promise.all(
      Array.from({ length: 10 }, (_, k) =>
        handler(aBatch(aFinding({ id: `f${i}-${k}`, user: { name: `u${i}-${k}` } }))),
      ),
    );
  const many = performance.now() - t1;
  const t2 = performance.now();
  for (let i = 0; i < 50; i++)
    await Promise.all(
      Array.from({ length: 10 }, (_, k) => handler(aBatch(aFinding({ id: `g${i}-${k}`, user: { name: "x" } })))),
    );
  console.log({ one, perSecond: 500 / (many / 1000), joins: 500 / ((performance.now() - t2) / 1000) });
  await product.stop();
});
