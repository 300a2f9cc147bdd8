// Amounts, days and times between JavaScript and a module's slots. Only what is plainly right is taken; the rest is `undefined`.

/** The largest number that is taken: up to here a double is exact, and is written as it was read. */
const LARGEST = 1e15;

/** A number or decimal string as an integer at a scale. */
export function rawDecimal(value, scale, factor) {
  if (typeof value === "number") {
    const raw = Math.round(value * factor);
    // Dividing rounds to the nearest double: equal if and only if `value` is written with at most `scale` digits.
    return raw / factor === value && Math.abs(raw) <= LARGEST ? raw + 0 : undefined;
  }
  if (typeof value !== "string" || value.length === 0 || value.length > 15) return undefined;
  let at = value.charCodeAt(0) === 45 ? 1 : 0;
  const negative = at === 1;
  let raw = 0;
  let digits = 0;
  let fraction = -1;
  for (; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      raw = raw * 10 + code - 48;
      digits += 1;
      if (fraction >= 0) fraction += 1;
    } else if (code === 46 && fraction < 0) {
      fraction = 0;
    } else {
      return undefined;
    }
  }
  if (fraction < 0) fraction = 0;
  if (digits === 0 || fraction > scale) return undefined;
  for (; fraction < scale; fraction += 1) raw *= 10;
  return raw > LARGEST ? undefined : negative ? 0 - raw : raw;
}

/** An integer at a scale as a decimal string, without zeros at the end of its fraction. */
export function decimal(raw, scale) {
  const digits = String(raw < 0 ? -raw : raw).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  let end = digits.length;
  while (end > whole.length && digits.charCodeAt(end - 1) === 48) end -= 1;
  const fraction = digits.slice(whole.length, end);
  return (raw < 0 ? "-" : "") + whole + (fraction === "" ? "" : `.${fraction}`);
}

/** `YYYY-MM-DD` as days since 1970-01-01. */
export function days(text) {
  if (typeof text !== "string" || text.length !== 10) return undefined;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined;
  const year = pair(text, 0) * 100 + pair(text, 2);
  const month = pair(text, 5);
  const day = pair(text, 8);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(month, year))) return undefined;
  // Years begin on 1 March, so that a leap day is the last of its year.
  const y = month <= 2 ? year - 1 : year;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + ofYear - 719468;
}

/** Two digits; NaN for anything else. */
function pair(text, at) {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

function lengthOf(month, year) {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** `HH:MM` as minutes since midnight. */
export function minutes(text) {
  if (typeof text !== "string" || text.length !== 5 || text.charCodeAt(2) !== 58) return undefined;
  const hour = pair(text, 0);
  const minute = pair(text, 3);
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined;
}

/** `YYYY-MM-DDTHH:MM` as minutes since 1970-01-01T00:00. */
export function moment(text) {
  if (typeof text !== "string" || text.length !== 16 || text.charCodeAt(10) !== 84) return undefined;
  const day = days(text.slice(0, 10));
  const time = minutes(text.slice(11));
  return day === undefined || time === undefined ? undefined : day * 1440 + time;
}

/** Minutes since midnight as `HH:MM`. */
export function isoTime(raw) {
  return isoMoment(raw).slice(11);
}

/** Minutes since 1970-01-01T00:00 as `YYYY-MM-DDTHH:MM`. */
export function isoMoment(raw) {
  return new Date(raw * 60000).toISOString().slice(0, 16);
}

/** Days since 1970-01-01 as `YYYY-MM-DD`. */
export function isoDate(raw) {
  return new Date(raw * 86400000).toISOString().slice(0, 10);
}
