//! Pages: what `doc` writes, word for word and as a browser and a screen reader need it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::support::{BROKEN, POLICY, folder, nuanze};

fn everything(extension: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/pages/everything.md")
        .with_extension(extension)
}

/// The page of a document in a language.
fn page(document: &Path, lang: &str) -> String {
    let name = document.file_stem().unwrap().to_string_lossy();
    // Several tests want the same page, as processes or as threads, at the same time.
    let folder = folder(&format!(
        "page-{name}-{lang}-{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    let out = folder.join("page.html");
    let (document, written) = (document.display().to_string(), out.display().to_string());
    let ran = nuanze(&["doc", &document, "--lang", lang, "--out", &written]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, format!("✓ {written}\n"));
    let page = std::fs::read_to_string(out).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    page
}

/// `BLESS=1 cargo test -p nuanze-cli pages` rewrites the pages beside the document; look at them in a browser.
fn compare(lang: &str) {
    let actual = page(&everything("md"), lang);
    let expected = everything(&format!("{lang}.html"));
    // The style sheet is looked at, not compared.
    let (before, rest) = actual.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    let actual = format!("{before}{after}");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(expected, actual).unwrap();
        return;
    }
    let text = std::fs::read_to_string(&expected).unwrap_or_default();
    assert!(
        text == actual,
        "not as {} expects:\n{actual}",
        expected.display()
    );
}

#[test]
fn a_page_in_chinese() {
    compare("zh");
}

#[test]
fn a_page_in_english() {
    compare("en");
}

/// The tags of a page: each with its name and its attributes as they are written.
fn tags(html: &str) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').unwrap();
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        tags.push((name.to_owned(), attributes.to_owned()));
    }
    tags
}

/// All values of an attribute.
fn values(tags: &[(String, String)], attribute: &str) -> Vec<String> {
    let start = format!(" {attribute}=\"");
    tags.iter()
        .filter_map(|(_, attributes)| {
            let attributes = format!(" {attributes}");
            let (_, value) = attributes.split_once(&start)?;
            Some(value.split_once('"')?.0.to_owned())
        })
        .collect()
}

fn pages() -> Vec<String> {
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/mentougou-2022.md");
    let mut pages = Vec::new();
    for document in [everything("md"), PathBuf::from(POLICY), published] {
        pages.extend(["zh", "en"].map(|lang| page(&document, lang)));
    }
    pages
}

#[test]
fn every_link_leads_somewhere_and_every_anchor_is_one() {
    for html in pages() {
        let tags = tags(&html);
        let ids = values(&tags, "id");
        let known: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), known.len(), "an id stands twice: {ids:?}");
        let mut count = 0;
        for link in values(&tags, "href") {
            let to = link
                .strip_prefix('#')
                .unwrap_or_else(|| panic!("{link} leaves the page"));
            assert!(known.contains(&to.to_owned()), "nothing has the id {to}");
            count += 1;
        }
        assert!(count > 10, "only {count} links");
        for name in values(&tags, "aria-labelledby") {
            assert!(known.contains(&name), "nothing has the id {name}");
        }
    }
}

#[test]
fn tags_are_balanced_and_the_page_needs_no_other_file() {
    for html in pages() {
        let mut open: Vec<String> = Vec::new();
        for (name, attributes) in tags(&html) {
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop().as_deref(), Some(name)),
                None if ["!doctype", "meta", "br", "hr"].contains(&name.as_str()) => {}
                None => open.push(name.clone()),
            }
            assert!(
                !["script", "link", "img", "iframe"].contains(&name.as_str()),
                "{name}"
            );
            assert!(
                !attributes.contains("style=") && !attributes.contains(" on"),
                "{attributes}"
            );
        }
        assert_eq!(open, Vec::<String>::new());
        assert!(!html.contains("url(") && !html.contains("@import"));
    }
}

#[test]
fn readers_by_ear_find_their_way() {
    for html in pages() {
        let tags = tags(&html);
        let names: Vec<&str> = tags.iter().map(|(name, _)| name.as_str()).collect();
        let count = |wanted: &str| names.iter().filter(|name| **name == wanted).count();
        for landmark in ["header", "nav", "main", "footer", "h1", "title"] {
            assert_eq!(count(landmark), 1, "{landmark}");
        }
        // Headings go down one level at a time.
        let mut level = 0;
        for name in &names {
            if let Some(next) = name
                .strip_prefix('h')
                .and_then(|rest| rest.parse::<u32>().ok())
            {
                assert!(next <= level + 1, "h{next} follows h{level}");
                level = next;
            }
        }
        let lang = values(&tags, "lang");
        assert!(["zh-CN", "en"].contains(&lang[0].as_str()));
        assert!(count("th") > 0 && values(&tags, "scope").iter().all(|scope| scope == "col"));
    }
}

#[test]
fn words_that_look_like_markup_are_words() {
    let html = page(&everything("md"), "zh");
    for escaped in [
        "柏树镇 &lt;示例&gt; 办法 &amp; 细则",
        "&lt;村委会&gt;",
        "附件&quot;一&quot;",
        "热水机 &lt;45&gt; 平方米",
    ] {
        assert!(html.contains(escaped), "{escaped}");
    }
    assert!(!html.contains("<示例>") && !html.contains("<村委会>"));
}

#[test]
fn words_without_english_are_marked_as_chinese() {
    let html = page(&everything("md"), "en");
    assert!(html.contains("<span lang=\"zh-CN\">以前领过</span>"));
    assert!(html.contains("<div class=\"prose\" lang=\"zh-CN\">"));
}

#[test]
fn a_document_that_is_not_in_order_makes_no_page() {
    let out = folder("page-broken").join("page.html");
    let ran = nuanze(&["doc", BROKEN, "--out", &out.display().to_string()]);
    assert_eq!(ran.status, 1);
    assert!(!out.exists());
}
