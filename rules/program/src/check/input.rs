//! Facts as they are declared: their types, the records and lists that they are made of.

use nuanze_syntax::Span;
use nuanze_syntax::ast::{FactDecl, Label, TypeExpr};
use rust_decimal::Decimal;

use super::expand::Position;
use super::names::TypeName;
use super::report::{Further, finding};
use super::{Checker, Failed, text};
use crate::program::{EvidenceId, Text, Type};

/// The most items a list may have.
const MOST_ITEMS: u32 = 366;

/// A record on its way.
#[derive(Clone, Debug)]
pub(super) enum Record {
    New,
    /// Being looked at: a field that comes here again leads round.
    Open,
    /// Its fields, unless one is wrong.
    Done(Option<Vec<Field>>),
}

/// A record that other documents may use as a type.
#[derive(Clone, Debug)]
pub(super) struct NamedRecord {
    pub(super) name: String,
    pub(super) fields: Vec<Field>,
}

/// A fact, or a field of a record, with its type.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) shape: Shape,
    pub(super) label: Text,
    pub(super) ask: Text,
    pub(super) hint: Option<Text>,
    pub(super) about: About,
    pub(super) span: Span,
}

/// What holds for all parts of a fact, where they do not say it themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    pub(super) why: Option<Text>,
    pub(super) proof: Vec<Vec<EvidenceId>>,
    pub(super) assessed_by: Option<Text>,
    pub(super) changeable: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Shape {
    Single(Type),
    /// Index into [`Checker::records`].
    Record(usize),
    List {
        least: u32,
        most: u32,
        item: Box<Shape>,
    },
}

impl Checker<'_> {
    /// All records and facts.
    pub(super) fn declare_inputs(&mut self) {
        for at in 0..self.names.records.len() {
            self.record(at, &mut Vec::new());
        }
        for (at, declared) in self.names.facts.clone().into_iter().enumerate() {
            let field = self.field(declared.node, declared.span, &mut Vec::new());
            let field = field.filter(|field| self.fits(field));
            let sound = field.is_some();
            // What stands for a fact whose type is wrong: nothing is said about what is made of it.
            let field = field.unwrap_or_else(|| Field {
                name: declared.node.name.node.clone(),
                shape: Shape::Single(Type::Bool),
                label: Text::default(),
                ask: Text::default(),
                hint: None,
                about: About::default(),
                span: declared.span,
            });
            if !sound {
                self.failed.insert(Failed::Input(at));
            }
            let position = Position {
                path: field.name.clone(),
                place: None,
                within: Vec::new(),
                clause: declared.clause,
                about: About::default(),
            };
            let input = self.expand(&field, position);
            self.program.inputs.push(input);
        }
        self.own_facts = self.program.facts.len();
    }

    /// Looks at a record once; `path` leads to it.
    fn record(&mut self, at: usize, path: &mut Vec<usize>) {
        let Some(state) = self.records.get_mut(at) else {
            return;
        };
        if !matches!(state, Record::New) {
            return;
        }
        *state = Record::Open;
        let Some(declared) = self.names.records.get(at).copied() else {
            return;
        };
        path.push(at);
        let mut seen = super::names::Seen::default();
        let mut fields = Vec::with_capacity(declared.node.fields.len());
        // A record without fields is reported by the parser.
        let mut sound = !declared.node.fields.is_empty();
        for decl in &declared.node.fields {
            let first = seen.first(&decl.name.node, decl.name.span, &mut self.diagnostics);
            let label = decl.label.as_ref().map(|label| label.span.end);
            let span = Span {
                start: decl.name.span.start,
                end: label.unwrap_or(decl.ty.span.end),
            };
            let field = self.field(decl, span, path);
            sound &= first && field.is_some();
            fields.extend(field);
        }
        path.pop();
        if !sound {
            self.failed.insert(Failed::Other);
        }
        if let Some(state) = self.records.get_mut(at) {
            *state = Record::Done(sound.then_some(fields));
        }
    }

    /// A fact or field with its type; `None` if the type is wrong.
    fn field(&mut self, decl: &FactDecl, span: Span, path: &mut Vec<usize>) -> Option<Field> {
        let shape = self.shape(&decl.ty, &decl.name.node, path);
        let label = self.needed_label(
            decl.label.as_ref(),
            decl.name.span,
            "the label of the fact",
            "a noun after the type, for example `\"取暖面积\" / \"Heated area\"`",
        );
        let ask = match (&shape, &decl.ask) {
            (Some(Shape::Record(_)), Some(ask)) => {
                let name = &decl.name.node;
                let message = format!("`{name}` is a record, and only its fields are asked");
                self.report(
                    finding("record/ask", ask.span, message, "never asked")
                        .also(decl.ty.span, "the record")
                        .help("leave this line out; each field has an `ask` of its own"),
                );
                Text::default()
            }
            (Some(Shape::Record(_)) | None, None) => Text::default(),
            (_, ask) => self.question(ask.as_ref(), decl.name.span),
        };
        let proof = decl
            .proof
            .iter()
            .map(|any_of| self.evidence_list(any_of))
            .collect();
        Some(Field {
            name: decl.name.node.clone(),
            shape: shape?,
            label,
            ask,
            hint: decl.hint.as_ref().map(text),
            about: About {
                why: decl.why.as_ref().map(text),
                proof,
                assessed_by: decl.assessed_by.as_ref().map(text),
                changeable: decl.changeable,
            },
            span,
        })
    }

    fn question(&mut self, ask: Option<&Label>, span: Span) -> Text {
        self.needed_label(
            ask,
            span,
            "the question of the fact",
            "it on a line of its own below: `ask \"…？\"`",
        )
    }

    fn shape(&mut self, ty: &TypeExpr, name: &str, path: &mut Vec<usize>) -> Option<Shape> {
        let Some(element) = &ty.element else {
            return self.one(ty, name, path);
        };
        let item = self.one(element, name, path);
        let (least, most) = self.list_size(ty)?;
        let item = item?;
        if let Shape::Record(inner) = item
            && let Some(list) = self.list_in(inner)
        {
            let message = format!(
                "an item of `{name}` holds a list of its own, `{list}`: how much is asked would multiply"
            );
            self.report(
                finding("list/nested", element.span, message, "holds a list").help(
                    "let one list hold what belongs to both, or ask for the total of the inner one",
                ),
            );
            return None;
        }
        Some(Shape::List {
            least,
            most,
            item: Box::new(item),
        })
    }

    /// A type that is no list.
    fn one(&mut self, ty: &TypeExpr, name: &str, path: &mut Vec<usize>) -> Option<Shape> {
        let at = match self.names.types.get(ty.name.node.as_str()).copied() {
            Some(TypeName::Record(at)) => at,
            Some(TypeName::UsedRecord(used, id)) => self.import_record(used, id)?,
            _ => return self.fact_type(ty, name).map(Shape::Single),
        };
        if ty.unit.is_some() || ty.step.is_some() || ty.range.is_some() {
            let record = &ty.name.node;
            let message = format!("`{record}` has no unit, range or step of this kind");
            self.report(
                finding("type/extra", ty.span, message, "only numbers have these")
                    .help(format!("write just `{record}`")),
            );
            return None;
        }
        self.record(at, path);
        match self.records.get(at)? {
            Record::Done(Some(_)) => Some(Shape::Record(at)),
            Record::Open => {
                self.report_round(at, path, ty.span);
                None
            }
            Record::New | Record::Done(None) => None,
        }
    }

    fn report_round(&mut self, at: usize, path: &[usize], span: Span) {
        let names: Vec<String> = path
            .iter()
            .skip_while(|open| **open != at)
            .chain([&at])
            .filter_map(|open| self.names.records.get(*open))
            .map(|record| format!("`{}`", record.node.name.node))
            .collect();
        let message = match names.as_slice() {
            [only, _] => format!("the record {only} has itself as a part, which has no end"),
            _ => format!(
                "these records are parts of each other: {}",
                names.join(" → ")
            ),
        };
        self.report(
            finding("record/cycle", span, message, "here it comes round")
                .help("leave this field out"),
        );
    }

    /// The least and the most items of a list.
    fn list_size(&mut self, ty: &TypeExpr) -> Option<(u32, u32)> {
        let (from, to) = ty.range.as_ref()?;
        let (from, to) = (self.plain_number(from), self.plain_number(to));
        let (from, to) = (from?, to?);
        let whole = |number: Decimal| {
            let number = number.normalize();
            u32::try_from(number).ok().filter(|_| number.scale() == 0)
        };
        let sizes = whole(from).zip(whole(to));
        let fitting =
            sizes.filter(|(least, most)| least <= most && (1..=MOST_ITEMS).contains(most));
        if fitting.is_none() {
            let message = format!("a list cannot have {from} to {to} items");
            self.report(finding("list/size", ty.span, message, "not a size").help(format!(
                "write the least and the most items as whole numbers, the most from 1 to {MOST_ITEMS}: `list 0..12 of …`"
            )));
        }
        fitting
    }

    /// The name of a list among the parts of a record.
    fn list_in(&self, record: usize) -> Option<String> {
        self.fields_of(record)
            .iter()
            .find_map(|field| match field.shape {
                Shape::Single(_) => None,
                Shape::List { .. } => Some(field.name.clone()),
                Shape::Record(inner) => self
                    .list_in(inner)
                    .map(|list| format!("{}.{list}", field.name)),
            })
    }

    /// The records in order, with their names.
    pub(super) fn named_records(&self) -> Vec<NamedRecord> {
        let own = self.names.records.iter();
        let own = own.map(|declared| declared.node.name.node.as_str());
        let names = own.chain(self.record_names.iter().map(String::as_str));
        let records = self.records.iter().enumerate();
        records
            .zip(names)
            .map(|((at, _), name)| NamedRecord {
                name: name.to_owned(),
                fields: self.fields_of(at).to_vec(),
            })
            .collect()
    }

    pub(super) fn fields_of(&self, record: usize) -> &[Field] {
        match self.records.get(record) {
            Some(Record::Done(Some(fields))) => fields,
            _ => &[],
        }
    }
}

impl About {
    /// What holds for a part: what it says itself, otherwise what is said of the whole.
    pub(super) fn inside(&self, whole: &Self) -> Self {
        Self {
            why: self.why.clone().or_else(|| whole.why.clone()),
            proof: if self.proof.is_empty() {
                whole.proof.clone()
            } else {
                self.proof.clone()
            },
            assessed_by: self
                .assessed_by
                .clone()
                .or_else(|| whole.assessed_by.clone()),
            changeable: self.changeable || whole.changeable,
        }
    }
}
