//! The syntax tree of a policy document. Every node knows where it stands in the source.
//!
//! The tree is plain data: it says what was written, not whether it makes sense. What could not be read
//! is an `Error` node (or a missing part), and a [`crate::Diagnostic`] beside the tree says why.

mod example;
mod expression;
mod table;

pub use example::*;
pub use expression::*;
pub use table::*;

use crate::Span;

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// What was written.
    pub node: T,
    /// Where.
    pub span: Span,
}

/// An identifier: ASCII letters, digits and `_`, not starting with a digit.
pub type Ident = Spanned<String>;

/// Words for people: Chinese first, English optional (`"中文" / "English"`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Chinese.
    pub zh: String,
    /// English, where it is given.
    pub en: Option<String>,
    /// The whole label.
    pub span: Span,
}

/// A whole policy document.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Document {
    /// The `key: value` lines between the two `---` lines, in their order.
    pub front_matter: Vec<FrontMatterEntry>,
    /// The headings, in document order.
    pub clauses: Vec<Clause>,
    /// The declarations of all `policy` blocks, in document order.
    pub items: Vec<Item>,
}

/// One line of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatterEntry {
    /// The key.
    pub key: Ident,
    /// The rest of the line, trimmed.
    pub value: Spanned<String>,
}

/// A heading: what the blocks below it cite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// 1 for `#`, 2 for `##` …
    pub level: u8,
    /// The heading's text; `中文 / English` is split into the two languages.
    pub title: Label,
    /// `{#anchor}`; the compiler makes one from the position where it is missing.
    pub anchor: Option<Ident>,
    /// `{source="S0 ¶41-46"}`: the paragraphs of the official text that the clause restates.
    pub source: Option<Spanned<String>>,
    /// `{rows="B1 B2"}`: the rows of an inventory of the official text that the clause carries.
    pub rows: Vec<String>,
    /// The prose below the heading, up to the next heading, without its policy blocks: Markdown.
    pub prose: Vec<Spanned<String>>,
}

/// A declaration and the clause it stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Index into [`Document::clauses`]; `None` above the first heading.
    pub clause: Option<usize>,
    /// The declaration.
    pub kind: ItemKind,
    /// The whole declaration, its indented lines included.
    pub span: Span,
}

/// What can be declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// `enum NAME "label"` and its values.
    Enum(EnumDecl),
    /// `fact NAME : TYPE` and its lines.
    Fact(FactDecl),
    /// `evidence NAME "label"`.
    Evidence(EvidenceDecl),
    /// `reading NAME "question"` and its alternatives.
    Reading(ReadingDecl),
    /// `require | advise | duty | target NAME "label"` and its conditions.
    Require(RequireDecl),
    /// `table NAME : TYPE "label"` and its rows.
    Table(TableDecl),
    /// `rule NAME : TYPE "label" = expression`.
    Rule(RuleDecl),
    /// `bring NAME for OUTCOME "label"` and its documents.
    Bring(BringDecl),
    /// `pledge NAME for OUTCOME "label"` and its promises.
    Pledge(PledgeDecl),
    /// `manual NAME "label"`: what the language leaves to a person, and why.
    Manual(ManualDecl),
    /// `example "title"` with given facts and expected outcomes.
    Example(ExampleDecl),
    /// `record NAME "label"` and its fields.
    Record(RecordDecl),
    /// `parameter NAME : TYPE "label"` and its values by date.
    Parameter(ParameterDecl),
    /// `use DOCUMENT as NAME`: another document's rules.
    Use(UseDecl),
    /// What could not be read as a declaration; a diagnostic says why.
    Error,
}

/// `enum DeviceKind "设备类型" / "Kind of device"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumDecl {
    /// The type's name.
    pub name: Ident,
    /// The type's label.
    pub label: Option<Label>,
    /// `group "龙泉镇" / "Longquan Town"` headings inside the list.
    pub groups: Vec<Label>,
    /// The values.
    pub values: Vec<EnumValue>,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// Its identifier.
    pub name: Ident,
    /// Its label.
    pub label: Option<Label>,
    /// Index into [`EnumDecl::groups`]: the group line above it.
    pub group: Option<usize>,
}

/// `fact heated_area : area 0..2000 m² step 0.01 "取暖面积" / "Heated area"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactDecl {
    /// Its name: also its key in JSON.
    pub name: Ident,
    /// Its type.
    pub ty: TypeExpr,
    /// Its label: a noun, as it stands in a sentence.
    pub label: Option<Label>,
    /// `ask "…"`: the question.
    pub ask: Option<Label>,
    /// `hint "…"`: how to find the answer.
    pub hint: Option<Label>,
    /// `why "…"`: why it is asked.
    pub why: Option<Label>,
    /// `proof a or b, c`: each element is a list of alternatives; all elements are needed.
    pub proof: Vec<Vec<Ident>>,
    /// `assessed by "…"`: the role that judges it, where the text leaves a term open.
    pub assessed_by: Option<Label>,
    /// `changeable`: the person can still alter it (build larger, buy another device).
    pub changeable: bool,
}

/// `record Month "月" / "Month"`: facts that are asked together, once or for each item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordDecl {
    /// The type's name.
    pub name: Ident,
    /// The type's label.
    pub label: Option<Label>,
    /// The fields, declared as facts are.
    pub fields: Vec<FactDecl>,
}

/// `parameter valley_price : price CNY/kWh "低谷电价" / "Off-peak price"`: a value that changes by date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterDecl {
    /// Its name; used as `name at day`.
    pub name: Ident,
    /// The type of its values.
    pub ty: TypeExpr,
    /// Its label.
    pub label: Option<Label>,
    /// The values, as written from the first day on.
    pub entries: Vec<ParameterEntry>,
}

/// `0.30 CNY/kWh from 2022-11-01`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterEntry {
    /// The value.
    pub value: Expr,
    /// The first day on which it holds.
    pub from: Expr,
    /// The whole line.
    pub span: Span,
}

/// `use gb-37480-2019 as gb`: another document's rules, named `gb.NAME` here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UseDecl {
    /// The other document's id.
    pub document: Spanned<String>,
    /// What its names begin with here.
    pub alias: Ident,
    /// `given unit = unit`: its facts in terms of this document's.
    pub given: Vec<Assignment>,
}

/// `evidence nameplate "铭牌照片" / "Photo of the nameplate"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceDecl {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub label: Option<Label>,
    /// `hint "…"`: where to get it.
    pub hint: Option<Label>,
}

/// A type as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeExpr {
    /// `bool`, `date`, `time`, `datetime`, `list`, a dimension (`money`, `area`, …), a bare unit (`CNY`), or the
    /// name of an enum or a record. A unit of more than one word (`CNY/kWh`) is both here and in `unit`.
    pub name: Ident,
    /// `0..2000`, `2015-01-01..2030-12-31`, a list's least and most items: both ends included.
    pub range: Option<(Expr, Expr)>,
    /// The unit after the range (`m²`).
    pub unit: Option<UnitExpr>,
    /// `step 0.01`: the grid on which values lie.
    pub step: Option<Expr>,
    /// What a list holds: the type after `of`.
    pub element: Option<Box<TypeExpr>>,
    /// The whole type.
    pub span: Span,
}

/// `reading NAME "question"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingDecl {
    /// Its name.
    pub name: Ident,
    /// The doubt, as a question.
    pub question: Option<Label>,
    /// What the text can mean.
    pub alternatives: Vec<ReadingAlternative>,
    /// `decided by "…"`: who may settle it.
    pub decided_by: Option<Label>,
    /// `because "…"`: why the default is the default.
    pub because: Option<Label>,
}

/// One meaning of a doubtful text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingAlternative {
    /// Its identifier.
    pub name: Ident,
    /// It in words.
    pub label: Option<Label>,
    /// Marked `default`: in force until somebody decides otherwise.
    pub default: bool,
}

/// Kinds of rule, kept apart so that advice never costs anyone money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequireKind {
    /// `require`: gates what hangs on it.
    Gate,
    /// `advise`: good to follow, gates nothing.
    Advice,
    /// `duty`: someone must do it, gates nothing.
    Duty,
    /// `target`: an aim of the administration, gates nothing.
    Target,
}

/// A named list of conditions which must all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequireDecl {
    /// Marked `outcome`.
    pub outcome: bool,
    /// Which keyword.
    pub kind: RequireKind,
    /// Its name: a bool that other rules can use (if a gate).
    pub name: Ident,
    /// Its label.
    pub label: Option<Label>,
    /// The conditions, each `name expression "label"`.
    pub conditions: Vec<Condition>,
    /// The statements, each `state "words"`: never below a gate.
    pub statements: Vec<Statement>,
}

/// One condition: `meter  separate_meter  "一户一宅一表" / "One meter per household"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Its name; referred to as `requirement.condition`.
    pub name: Ident,
    /// What must hold.
    pub expr: Expr,
    /// It in words.
    pub label: Option<Label>,
}

/// `state "出现故障要及时修" if in_season`: what applies to a person, without a yes or no of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The words.
    pub words: Label,
    /// Only if this holds.
    pub condition: Option<Expr>,
    /// The whole line.
    pub span: Span,
}

/// `rule NAME : TYPE "label" = expression`; the type may be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleDecl {
    /// Marked `outcome`.
    pub outcome: bool,
    /// Its name.
    pub name: Ident,
    /// Its type, where given: checked against the expression's.
    pub ty: Option<TypeExpr>,
    /// Its label.
    pub label: Option<Label>,
    /// What it is.
    pub expr: Expr,
}

/// `bring NAME for OUTCOME "label"`: the documents that a claim needs whatever its facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BringDecl {
    /// Its name.
    pub name: Ident,
    /// The outcome that is claimed.
    pub outcome: Ident,
    /// Its label.
    pub label: Option<Label>,
    /// The documents.
    pub documents: Vec<BringItem>,
}

/// `power_of_attorney or village_certificate if not payee_is_head`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BringItem {
    /// Any one of these.
    pub alternatives: Vec<Ident>,
    /// Only if this holds.
    pub condition: Option<Expr>,
}

/// `pledge NAME for OUTCOME "label"`: what a claimant promises, point by point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PledgeDecl {
    /// Its name.
    pub name: Ident,
    /// The outcome that is claimed.
    pub outcome: Ident,
    /// Its label.
    pub label: Option<Label>,
    /// The promises: a name and the words.
    pub promises: Vec<(Ident, Option<Label>)>,
}

/// What a person decides because the text, or the language, cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManualDecl {
    /// Its name.
    pub name: Ident,
    /// What is left to a person.
    pub label: Option<Label>,
    /// `because "…"`: why.
    pub because: Option<Label>,
    /// `affects a, b`: the outcomes that hang on it.
    pub affects: Vec<Ident>,
    /// `decided by "…"`.
    pub decided_by: Option<Label>,
}
