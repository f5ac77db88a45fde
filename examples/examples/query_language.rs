//! Every string is a query: what was understood comes back in canonical form, with notes.

use fiche::Query;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let queries = [
        ("“humanitarian corridor”", "\"humanitarian corridor\""),
        ("a AND b OR c", "(+a +b) c"),
        ("don't", "don't"),
        ("COVID-19 evac*", "COVID-19 evac*"),
        ("mariupol date:2022-03", "mariupol date:2022-03"),
        ("=Kyiv zelensky~1", "=Kyiv zelensky~1"),
    ];
    for (typed, canonical) in queries {
        let query = Query::parse(typed)?;
        println!("{typed:28} {query}");
        assert_eq!(query.to_string(), canonical);
        assert!(query.notes.is_empty());
    }

    let odd = Query::parse("(mariupol")?;
    for note in &odd.notes {
        println!("note: {}", note.message);
    }
    assert_eq!(odd.to_string(), "mariupol");
    assert!(!odd.notes.is_empty());
    assert!(Query::parse_strict("(mariupol").is_err());
    Ok(())
}
