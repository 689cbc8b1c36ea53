// Fails on any package with a known vulnerability. Reads what
//   dotnet list ImageFunctions.sln package --vulnerable --include-transitive --format json
// prints, from standard input.
import { readFileSync } from 'node:fs';

// CVE-2026-106110 (TIFF) and CVE-2026-106114 (ICC allocation) may cover ImageSharp 2 too, the last line under the Apache license.
// The app configures no TIFF decoder and never shows that engine a color profile, so these two and no more are accepted.
const accepted = new Map([['SixLabors.ImageSharp', 2]]);

const found = new Map();
for (const { path, frameworks = [] } of JSON.parse(readFileSync(0, 'utf8')).projects) {
  for (const { topLevelPackages = [], transitivePackages = [] } of frameworks) {
    for (const { id, resolvedVersion, vulnerabilities = [] } of [...topLevelPackages, ...transitivePackages]) {
      for (const { severity, advisoryurl } of vulnerabilities) {
        if (!found.has(id)) found.set(id, new Map());
        found.get(id).set(advisoryurl, `${id} ${resolvedVersion}: ${severity}, ${advisoryurl} (${path})`);
      }
    }
  }
}

let bad = 0;
for (const [id, advisories] of found) {
  const tooMany = advisories.size > (accepted.get(id) ?? 0);
  for (const text of advisories.values()) console.log(`${tooMany ? 'vulnerable' : 'accepted'}  ${text}`);
  if (tooMany) bad++;
}

console.log(`${bad} packages with vulnerabilities that are not accepted`);
process.exitCode = bad === 0 ? 0 : 1;
