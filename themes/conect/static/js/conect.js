// Comfort only: every page is complete without this file. Text goes in through textContent, so Trusted Types have nothing to refuse.
const language = document.documentElement.lang;
const count = new Intl.RelativeTimeFormat(language); // "acum 1 lună", never the vaguer "luna trecută"
const word = new Intl.RelativeTimeFormat(language, { numeric: "auto" }); // but "ieri"
const DAY = 86_400_000;

/** "acum 3 luni" for a date "2026-08-20"; years and months are counted on the calendar, as people do. */
function ago(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  const now = new Date();
  const days = Math.round((Date.UTC(year, month - 1, day) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / DAY);
  const behind = now.getDate() < day ? 1 : 0;
  const months = (year - now.getFullYear()) * 12 + month - 1 - now.getMonth() + behind;
  if (days > 0) return "";
  if (months <= -12) return count.format(Math.ceil(months / 12), "year");
  if (months < 0) return count.format(months, "month");
  return word.format(days, "day");
}

for (const time of document.querySelectorAll("time[data-relative]")) {
  const words = /^\d{4}-\d\d-\d\d$/.test(time.dateTime) ? ago(time.dateTime) : "";
  if (words) time.after(` (${words})`);
}

for (const line of document.querySelectorAll("[data-copy]")) {
  const address = document.querySelector("[data-address]");
  const status = line.querySelector("[data-done]");
  if (!address || !navigator.clipboard) continue;
  line.hidden = false;
  line.querySelector("button").addEventListener("click", async () => {
    await navigator.clipboard.writeText(address.href);
    status.textContent = status.dataset.done;
  });
}
