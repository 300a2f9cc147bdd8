//! Documents that grow from sample to sample.

/// A document that holds these declarations and nothing else.
pub fn around(declarations: &str) -> String {
    format!(
        "---\nid: sample\ntitle: 样例\njurisdiction: 110109\nin_force: 2022-01-01 ..\n---\n\n## 样例 / Sample\n\n\
         ```policy\n{declarations}```\n"
    )
}

/// The document with these declarations: each in the place of the one of its name, or at the end of the last block.
pub fn with(document: &str, declarations: &str) -> String {
    let mut pieces = pieces(document);
    for declaration in split(declarations) {
        let name = name(&declaration);
        let same = |piece: &&mut Piece| piece.policy && self::name(&piece.text) == name;
        if let Some(piece) = pieces.iter_mut().find(same) {
            let blank = if piece.text.ends_with("\n\n") {
                "\n"
            } else {
                ""
            };
            piece.text = format!("{}{blank}", ended(&declaration));
        } else {
            let last = pieces.iter().rposition(|piece| piece.policy).unwrap();
            pieces.insert(
                last + 1,
                Piece {
                    policy: true,
                    text: format!("\n{}", ended(&declaration)),
                },
            );
        }
    }
    pieces.into_iter().map(|piece| piece.text).collect()
}

/// A declaration without blank lines at its end.
fn ended(declaration: &str) -> String {
    format!("{}\n", declaration.trim_end())
}

/// A declaration of a policy block, or the text between two.
struct Piece {
    policy: bool,
    text: String,
}

fn pieces(document: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = document;
    while let Some((before, after)) = rest.split_once("```policy\n") {
        let (block, after) = after.split_once("```\n").unwrap();
        pieces.push(Piece {
            policy: false,
            text: format!("{before}```policy\n"),
        });
        pieces.extend(
            split(block)
                .into_iter()
                .map(|text| Piece { policy: true, text }),
        );
        pieces.push(Piece {
            policy: false,
            text: "```\n".to_owned(),
        });
        rest = after;
    }
    pieces.push(Piece {
        policy: false,
        text: rest.to_owned(),
    });
    pieces
}

/// The declarations of a block: each begins at the margin; comments belong to the one below them.
fn split(block: &str) -> Vec<String> {
    let mut declarations: Vec<String> = Vec::new();
    let mut comment = false;
    for line in block.split_inclusive('\n') {
        let begins = !line.starts_with([' ', '\n']) && !comment;
        comment = line.starts_with('#');
        if begins || declarations.is_empty() {
            declarations.push(String::new());
        }
        declarations.last_mut().unwrap().push_str(line);
    }
    declarations
}

/// What a declaration declares: `fact heated_area`, `example "title"`. Rules, tables and requirements share their names.
fn name(declaration: &str) -> String {
    let head = declaration
        .lines()
        .find(|line| !line.starts_with('#') && !line.is_empty())
        .unwrap_or_default();
    let head = head.strip_prefix("outcome ").unwrap_or(head);
    let (kind, rest) = head.split_once(' ').unwrap_or((head, ""));
    match kind {
        "example" => format!("example {}", rest.split('"').nth(1).unwrap_or_default()),
        _ => {
            let name = rest.split_whitespace().next().unwrap_or_default();
            let kind = match kind {
                "rule" | "table" | "require" | "advise" | "duty" | "target" => "definition",
                kind => kind,
            };
            format!("{kind} {name}")
        }
    }
}
