import { field, log, meet, say } from "./people.ts";
import { expect, test } from "./test.ts";

/** Words that would be script, markup or trouble anywhere they were not taken as words. */
const naughty = [
  `<img src=x onerror="document.title='broken'">`,
  `<script>document.title = "broken"</script>`,
  `javascript:document.title='broken'`,
  `"><svg onload=document.title='broken'>`,
  "{{constructor.constructor('return 1')()}}",
  "\u202Eевил\u202C \u0000 \uFEFF Z̸͎̈́a̷l̶g̵o̴",
  "👩‍👩‍👧‍👦 🏳️‍🌈 नमस्ते مرحبا",
  "'; DROP TABLE conversation; --",
];

test("[CRYPTO §9] words stay words, and no policy is broken", async ({ person }) => {
  const { ann, bob } = await meet(person);
  for (const page of [ann, bob]) {
    await page.evaluate(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => {
        document.title = `broken: ${violatedDirective}`;
      });
    });
  }
  for (const words of naughty) await say(ann, words);
  await expect(log(bob)).toContainText("DROP TABLE");
  await expect(log(bob)).toContainText(`<script>document.title = "broken"</script>`);
  expect(await log(bob).locator("img:not([role]), script, svg[onload]").count()).toBe(0);
  await say(bob, "see https://example.org/a?b=1#c and javascript:alert(1)");
  const links = log(ann).getByRole("link");
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute("href", "https://example.org/a?b=1#c");
  await expect(links).toHaveAttribute("rel", /noopener/);
  for (const page of [ann, bob]) expect(await page.title()).not.toContain("broken");
});

test("[CRYPTO §9] the page is isolated, and script from anywhere else cannot come in", async ({
  person,
  complaints,
}) => {
  const page = await person();
  await page.goto("/");
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const tried = await page.evaluate(() => {
    try {
      document.body.innerHTML = "<b>x</b>";
      return "allowed";
    } catch (cause) {
      return (cause as Error).name;
    }
  });
  expect(tried).toBe("TypeError");
  // The browser says so, as it should.
  expect(complaints.splice(0).join()).toContain("TrustedHTML");
});

test("[TS2] the secret leaves the address before anything else can see it", async ({ person }) => {
  const { bob, link } = await meet(person);
  const secret = link.split("#")[1] ?? "";
  expect(bob.url()).not.toContain("#");
  // The navigation's own entry is the browser's; nothing the page asked for afterwards has it.
  const asked = await bob.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  expect(asked.join(" ")).not.toContain(secret);
  expect(await bob.evaluate(() => document.referrer)).toBe("");
  await field(bob).fill("x");
});
