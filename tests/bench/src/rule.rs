//! The rules that are measured: their outcomes, and the inputs in the order in which the handwritten ones have them.

/// A rule that is there twice: as a policy, and by hand.
#[derive(Debug)]
pub struct Rule {
    /// The outcomes that are yes or no.
    pub conditions: &'static [&'static str],
    /// The outcome that is an amount.
    pub amount: &'static str,
    /// The inputs of the handwritten one.
    pub inputs: Vec<String>,
}

/// The most outcomes of a rule that are yes or no.
pub const MOST_CONDITIONS: usize = 2;

/// Those of the award, in the order of `Input` in `award.rs`.
const AWARD: [&str; 42] = [
    "village",
    "power_ready",
    "separate_meter",
    "climate_suits",
    "self_chosen",
    "standards_met",
    "legal_building",
    "well_insulated",
    "planning_ok",
    "purchased",
    "installed",
    "relocation_village",
    "installed_after_verification",
    "pledge_signed",
    "registration",
    "counts_as_one_household",
    "prior_award",
    "coal_cleared",
    "papers_ready",
    "device",
    "device_origin",
    "in_use",
    "heated_area",
    "device_grade_1",
    "other_heating",
    "annex_1_met",
    "deadline_event",
    "relocation_deadline",
    "repeat_scope",
    "water_pump_gate",
    "both_levels",
    "mixed_water_pump",
    "reused_water_pump",
    "gas_grade_1",
    "partly_clean",
    "second_house",
    "prior_award_year",
    "family_award",
    "second_meter",
    "earlier_years",
    "family_scope",
    "below_standard",
];

/// How many months `months.md` takes.
const MONTHS: usize = 12;

impl Rule {
    /// The rule of this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "award" => Some(Self {
                conditions: &["quality_coal", "eligible"],
                amount: "award",
                inputs: AWARD.map(str::to_owned).to_vec(),
            }),
            "months" => {
                let months = (1..=MONTHS).flat_map(|month| {
                    ["valley", "counted"].map(|field| format!("months[{month}].{field}"))
                });
                Some(Self {
                    conditions: &["within"],
                    amount: "subsidy",
                    inputs: std::iter::once("months".to_owned()).chain(months).collect(),
                })
            }
            _ => None,
        }
    }
}
