//! What stands at the end: method and limits, what may be compared, and what identifies each side.

use maud::{Markup, html};

use super::super::closing;
use crate::report::ReportFault;
use crate::report::comparison::{Side, Study};
use crate::report::subject::Subject;

pub fn method(sides: &[Side], study: &Study) -> Result<Markup, ReportFault> {
    let Some(baseline) = sides.first() else { return Ok(html! {}) };
    let subject = Subject::new(&baseline.record)?;
    let several = study.contrasts.len() > 1;
    Ok(html! {
        ul {
            li {
                strong { "Common random numbers. " }
                "Replicate k of one scenario and replicate k of another draw the same parameters, the same first day and the same luck wherever both draw. \
                 Differences are taken replicate by replicate and then averaged, so that what both share cancels."
            }
            li {
                "Differences of numbers have Student’s 95 % interval over the pairs, of probabilities Newcombe’s for paired shares; quantiles are resampled \
                 in pairs. Records of other seeds are compared as independent samples (Welch, Newcombe)."
            }
            @if several {
                li {
                    "“All at once”: of numbers by the max-t bootstrap over the scenarios, of probabilities after Bonferroni. It holds over the scenarios of \
                     one row, not over the rows."
                }
            }
            li {
                strong { "Inside the model. " }
                "An interval clear of zero says that the model’s answer differs, not that the world’s would. It knows nothing of what the model has wrong in \
                 both scenarios alike; what it has wrong in one of them only is in the difference."
            }
        }
        h3 { "The model" }
        (closing::method(&subject))
    })
}

/// How far each scenario can be compared with the baseline.
pub fn terms(study: &Study) -> Markup {
    let none = study.contrasts.iter().all(|contrast| contrast.terms.warnings.is_empty());
    html! {
        @if none {
            p { "Everything that these records share: the same seed, the same version of the program, the same data, the same dates." }
        } @else {
            @for contrast in &study.contrasts {
                @for warning in &contrast.terms.warnings { p.warning { (contrast.scenario.name) ": " (warning) "." } }
            }
        }
        @if study.left_out > 0 {
            p { (study.left_out) " outcomes that not all of the records have are left out." }
        }
        p { "What a scenario was told to do is compared, not what it is worth: costs outside the model, and who would bear them, stand in no row." }
    }
}

/// What identifies each record.
pub fn manifests(sides: &[Side]) -> Result<Markup, ReportFault> {
    let manifests: Vec<Markup> = sides
        .iter()
        .map(|side| Ok(closing::manifest(&Subject::new(&side.record)?)))
        .collect::<Result<_, ReportFault>>()?;
    Ok(html! { @for (side, manifest) in sides.iter().zip(&manifests) { h3 { (side.name) } (manifest) } })
}
