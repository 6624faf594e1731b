// "Report an error" at each verdict: a mail or an issue to the survey's contact, with the verdict in it.

// Puts a link at the end of each section of the evidence, which are those of the criteria in `names`, in their order.
function addErrorReports(paper, answers, names) {
  const template = data("error-report");
  if (template === null) return;
  const sections = [...byId("evidence-list").children].slice(-names.length);
  names.forEach((name, place) => {
    const [verdict, , rule] = answers[name];
    const { venue, year, paper: key, repository, head } = paper;
    const told = { venue, year, paper: key, criterion: name, verdict, rule, repository, head };
    const address = template.replace(/\{(\w+)\}/g, (_, field) => encodeURIComponent(told[field] ?? ""));
    const named = { href: address, rel: "noreferrer", class: "report-error", "aria-label": `Report an error in ${name.replaceAll("_", " ")}` };
    sections[place].append(element("p", { class: "note" }, element("a", named, "Report an error")));
  });
}
