//! The module, the decision and the reference evaluator agree on random cases: `NUANZE_CASES` of them, or a few.

/// What takes some seconds.
const FEW: usize = 4_000;

#[test]
fn on_every_document_and_on_programs_made_at_random() {
    let cases = std::env::var("NUANZE_CASES").map_or(FEW, |cases| {
        cases.parse().expect("NUANZE_CASES is a number")
    });
    let tried = nuanze_properties::agree(cases);
    assert!(tried.cases >= cases, "{tried:?}");
    assert!(tried.documents > 4 && tried.made > 2, "{tried:?}");
    println!("{tried:?}");
}
