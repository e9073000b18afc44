// Twin of the rule web-address: the text itself is judged, since URL would mend what is to be refused.
import { short, size } from "./text.js";

const HOST = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;
const SECURE = "https:" + "/".repeat(2);

const hostOf = (text) => text.slice(SECURE.length).split(/[/?#]/, 1)[0];

const fault = (text) => {
  if (!text.startsWith(SECURE)) return "start";
  if (size(text) > 500 || !/^[!-~\u00a1-\u{dffff}]+$/u.test(text) || /[<>"\\^\x60{|}]/.test(text)) return "signs";
  const host = hostOf(text);
  if (host.includes("@")) return "user";
  if (/[:[\]]/.test(host)) return "port";
  return HOST.test(host) ? null : "form";
};

/** Returns null, or [phrase, its values, suggestion]. */
export const webAddress = (text, hosts, say) => {
  if (/^http:[/]{2}/.test(text)) {
    const better = SECURE + text.slice(7);
    return ["web-address.http", { better }, better];
  }
  if (/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}([/]\S*)?$/.test(text)) {
    const better = SECURE + text;
    return ["web-address.bare", { better }, better];
  }
  const found = fault(text);
  if (found) return ["web-address", { value: short(text), fault: say(`web-address.${found}`) }];
  const host = hostOf(text);
  if (hosts.length && !hosts.some((allowed) => host === allowed || host.endsWith("." + allowed))) {
    return ["web-address.host", { hosts: hosts.join(", "), host }];
  }
  return null;
};
