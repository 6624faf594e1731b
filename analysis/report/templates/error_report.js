// "Report an error" at each verdict: a mail or an issue to the survey's contact, with the verdict in it.

// The link, if there is a contact that takes it.
function errorReport(paper, name, [verdict, , rule]) {
  const template = data("error-report");
  if (template === null) return [];
  const { venue, year, paper: key, repository, head } = paper;
  const told = { venue, year, paper: key, criterion: name, verdict, rule, repository, head };
  const address = template.replace(/\{(\w+)\}/g, (_, field) => encodeURIComponent(told[field] ?? ""));
  const named = { href: address, rel: "noreferrer", class: "report-error", "aria-label": `Report an error in ${name.replaceAll("_", " ")}` };
  return [element("p", { class: "note" }, element("a", named, "Report an error"))];
}
