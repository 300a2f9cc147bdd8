//! What a result leaves to people: the doubts of the text, the documents to bring, and what only a person can decide.

use nuanze_abi::{Manifest, Text};
use nuanze_runtime::words::Words;
use nuanze_runtime::{Decision, EvidenceNeed, UnderReading};

use super::result::boxed;
use super::{clause_link, clause_of, evidence_label, node_label, outcome_text};
use crate::text::{either, labelled, lang, t};
use crate::ui::{Html, Icon};

/// Where the text is in doubt: what each reading would give, and who decides; and what two of them give together.
pub fn readings(manifest: &Manifest, decision: &Decision) -> Html {
    let html = Html::new().each(&decision.readings, |html, reading| {
        under(html, manifest, reading)
    });
    let words = Words::new(manifest, lang());
    html.each(&decision.together, |html, both| {
        html.p("reading", &words.read_together(both))
    })
}

fn under(html: Html, manifest: &Manifest, under: &UnderReading) -> Html {
    let Some(reading) = manifest
        .readings
        .iter()
        .find(|reading| reading.name == under.reading)
    else {
        return html;
    };
    // Only the outcomes on which the alternatives part are worth a line.
    let names = under.parted();
    let html = html
        .raw("<article class=\"reading\"><h3>")
        .text(lang().of(&reading.question))
        .raw("</h3><ul>");
    let html = html.each(&under.alternatives, |html, alternative| {
        let used = alternative.alternative == under.used;
        let known = reading
            .alternatives
            .iter()
            .find(|known| known.name == alternative.alternative);
        let html = html.raw(if used {
            "<li class=\"used\"><p>"
        } else {
            "<li><p>"
        });
        let html = html.text(known.map_or("", |known| lang().of(&known.label)));
        let html = if used {
            html.raw(" <span class=\"badge\">")
                .text(t().reading_used)
                .raw("</span>")
        } else {
            html
        };
        let outcomes = names
            .iter()
            .filter_map(|name| Some((*name, alternative.outcomes.get(name)?)));
        let html = html.raw("</p>").each(outcomes, |html, (name, outcome)| {
            let html = html.raw("<p>").text(&labelled(&node_label(manifest, name)));
            html.strong(&outcome_text(manifest, name, outcome))
                .raw("</p>")
        });
        html.raw("</li>")
    });
    let html = html.raw("</ul>").each(&reading.because, |html, because| {
        html.p("", lang().of(because))
    });
    decided(html, manifest, &reading.decided_by, reading.clause).raw("</article>")
}

/// Who decides, and the clause it stands in.
fn decided(html: Html, manifest: &Manifest, by: &Text, clause: Option<usize>) -> Html {
    let html = html
        .raw("<p>")
        .strong(t().reading_decided)
        .text(lang().of(by))
        .raw("</p>");
    clause_link(html, manifest, clause_of(manifest, clause).as_deref())
}

/// The documents, each with where to get it and the clause that asks for it.
pub fn bring(manifest: &Manifest, needs: &[EvidenceNeed]) -> Html {
    let lines = Html::new().each(needs, |html, need| {
        let labels: Vec<String> = need
            .any_of
            .iter()
            .map(|name| evidence_label(manifest, name))
            .collect();
        let hints = need.any_of.iter().filter_map(|name| {
            manifest
                .evidence
                .iter()
                .find(|evidence| evidence.name == *name)?
                .hint
                .as_ref()
        });
        let html = html
            .raw("<li><span class=\"mark\">")
            .icon(Icon::Page)
            .raw("</span><div><p>")
            .text(&either(&labels));
        let html = if need.maybe {
            html.raw(" <span class=\"badge\">")
                .text(t().bring_maybe)
                .raw("</span>")
        } else {
            html
        };
        let html = html
            .raw("</p>")
            .each(hints, |html, hint| html.p("quiet", lang().of(hint)));
        clause_link(html, manifest, need.clause.as_deref()).raw("</div></li>")
    });
    boxed("<div class=\"conditions\"><ul>", lines, "</ul></div>")
}

/// What a person decides, why, and who.
pub fn manual(manifest: &Manifest, decision: &Decision) -> Html {
    let notes = decision.manual.iter().filter_map(|note| {
        manifest
            .manual
            .iter()
            .find(|manual| manual.name == note.manual)
    });
    Html::new().each(notes, |html, manual| {
        let html = html
            .raw("<article class=\"reading\"><h3>")
            .text(lang().of(&manual.label))
            .raw("</h3>");
        let html = html.p("", lang().of(&manual.because));
        decided(html, manifest, &manual.decided_by, manual.clause).raw("</article>")
    })
}
