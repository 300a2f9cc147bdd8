//! The problems that any route can have, in one voice.

use nuanze_api::{Problem, ProblemItem, ProblemKind};

/// A JSON pointer (RFC 6901) to these keys.
pub fn pointer(keys: &[&str]) -> String {
    keys.iter()
        .map(|key| format!("/{}", key.replace('~', "~0").replace('/', "~1")))
        .collect()
}

/// There is no such path.
pub fn no_such_path() -> Problem {
    Problem::new(
        ProblemKind::NotFound,
        "there is no such address; /v1/openapi.json lists them all",
        "没有这个地址；全部地址见 /v1/openapi.json",
    )
}

/// There is no such file.
pub fn no_such_file() -> Problem {
    Problem::new(
        ProblemKind::NotFound,
        "there is no such file",
        "没有这个文件",
    )
}

/// The app itself is not there.
pub fn no_page() -> Problem {
    Problem::new(
        ProblemKind::NotFound,
        "the app's files are not here; the API is, and /v1/openapi.json describes it",
        "这里没有应用文件；接口可用，说明见 /v1/openapi.json",
    )
}

/// The request names a policy that is not here.
pub fn unknown_policy(id: &str) -> Problem {
    Problem::invalid(vec![ProblemItem {
        pointer: "/policy".into(),
        code: "unknown_policy".into(),
        detail: format!("there is no policy `{id}` here"),
        detail_zh: format!("这里没有政策 `{id}`"),
        help: "take an id from GET /v1/policies".into(),
        help_zh: "请使用 GET /v1/policies 给出的编号".into(),
    }])
}

/// The request names a module that is not here, or another policy's.
pub fn unknown_module(policy: &str, sha256: &str) -> Problem {
    let short = sha256.get(..12).unwrap_or(sha256);
    Problem::invalid(vec![ProblemItem {
        pointer: "/module".into(),
        code: "unknown_module".into(),
        detail: format!("`{policy}` has no module `{short}…` here"),
        detail_zh: format!("这里没有 `{policy}` 的模块 `{short}…`"),
        help: "get the present module from GET /v1/policies and decide again".into(),
        help_zh: "请从 GET /v1/policies 取得现行模块后重新核算".into(),
    }])
}

/// There is no such policy.
pub fn no_such_policy() -> Problem {
    Problem::new(
        ProblemKind::NotFound,
        "there is no such policy; /v1/policies lists them all",
        "没有这项政策；全部政策见 /v1/policies",
    )
}

/// There is no module of this hash.
pub fn no_such_module() -> Problem {
    Problem::new(
        ProblemKind::NotFound,
        "this policy has no module with this SHA-256; /v1/policies names the present one",
        "这项政策没有此 SHA-256 的模块；现行模块见 /v1/policies",
    )
}

/// There is no such claim, or the secret is another's: the two are not told apart.
pub fn no_such_claim() -> Problem {
    Problem::new(
        ProblemKind::NotFound,
        "there is no claim with this id that this secret opens; send the secret with `Authorization: Bearer …`",
        "没有此编号的申请，或密钥不符；请用 Authorization: Bearer … 提供申请密钥",
    )
}

/// There is no such receipt.
pub fn no_such_receipt() -> Problem {
    Problem::new(
        ProblemKind::NotFound,
        "there is no receipt with this id",
        "没有此编号的回执",
    )
}

/// There is no such district.
pub fn no_such_district() -> Problem {
    Problem::new(
        ProblemKind::NotFound,
        "no policy here belongs to this district",
        "这里没有该地区的政策",
    )
}

/// The path is known, the method is not.
pub fn method_not_allowed(allowed: &str) -> Problem {
    Problem::new(
        ProblemKind::MethodNotAllowed,
        format!("this address takes {allowed}"),
        format!("此地址支持的请求方法：{allowed}"),
    )
}

/// The body is larger than is taken.
pub fn too_large(most: usize) -> Problem {
    Problem::new(
        ProblemKind::TooLarge,
        format!("the body may have {most} bytes; nothing of it was kept"),
        format!("请求内容最多 {most} 字节，本次未保存任何内容"),
    )
}

/// The body is not declared as JSON, or compressed.
pub fn not_json() -> Problem {
    Problem::new(
        ProblemKind::UnsupportedMediaType,
        "send the body with `Content-Type: application/json` and without `Content-Encoding`",
        "请以 Content-Type: application/json 发送，且不使用 Content-Encoding",
    )
}

/// The connection broke while the body was read.
pub fn body_broke() -> Problem {
    Problem::new(
        ProblemKind::MalformedJson,
        "the body ended before it was complete; nothing of it was kept",
        "请求内容传输中断，本次未保存任何内容",
    )
}

/// A claim came without a usable `Idempotency-Key`.
pub fn bad_idempotency_key() -> Problem {
    let (fewest, most) = nuanze_api::IDEMPOTENCY_KEY_CHARS;
    Problem::new(
        ProblemKind::BadHeader,
        format!(
            "a claim needs the header `Idempotency-Key`: {fewest} to {most} visible ASCII characters, made once and sent again with every retry"
        ),
        format!(
            "提交申请须带 Idempotency-Key 请求头：{fewest} 至 {most} 个可见 ASCII 字符，生成一次，重试时保持不变"
        ),
    )
}

/// The keys are not set up.
pub fn not_set_up() -> Problem {
    Problem::new(
        ProblemKind::Unavailable,
        "claims cannot be taken at the moment; nothing was kept, and trying again later is safe",
        "目前无法受理申请；本次未保存任何内容，可稍后重试",
    )
}

/// Something broke here.
pub fn internal() -> Problem {
    Problem::new(
        ProblemKind::Internal,
        "this is our fault; trying again later, a claim with the same Idempotency-Key, is safe",
        "这是服务端的故障；可稍后重试，提交申请时请用同一 Idempotency-Key",
    )
}

/// The same key came with another body before.
pub fn key_reused() -> Problem {
    Problem::new(
        ProblemKind::KeyReused,
        "this Idempotency-Key came with another claim before; give a new claim a new key",
        "此 Idempotency-Key 先前已用于另一份申请；新申请请使用新的键",
    )
}

/// One household, one award.
pub fn household_has_award() -> Problem {
    Problem::new(
        ProblemKind::HouseholdHasAward,
        "this district already has a claim for this award with this identity number; if it is not yours, ask your village committee or township to look into it",
        "本区已有使用该身份证号的同类申请；如非您本人提交，请联系村委会或乡镇核查",
    )
}

/// The same household is tried again and again.
pub fn too_many_tries() -> Problem {
    Problem::new(
        ProblemKind::TooManyRequests,
        "this household's claim was tried too often today; `Retry-After` says when to try again",
        "该户今日提交次数过多，请在 Retry-After 所示时间后再试",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_escaped() {
        assert_eq!(pointer(&["facts", "a/b~c"]), "/facts/a~1b~0c");
    }

    #[test]
    fn every_problem_speaks_both_languages() {
        let all = [
            no_such_path(),
            no_such_file(),
            no_page(),
            unknown_policy("x"),
            unknown_module("x", "ab"),
            no_such_policy(),
            no_such_module(),
            no_such_claim(),
            no_such_receipt(),
            no_such_district(),
            method_not_allowed("GET, HEAD"),
            too_large(10),
            not_json(),
            body_broke(),
            bad_idempotency_key(),
            not_set_up(),
            internal(),
            key_reused(),
            household_has_award(),
            too_many_tries(),
        ];
        for problem in all {
            assert!(
                !problem.detail.starts_with(|c: char| c.is_ascii_uppercase()),
                "{}",
                problem.detail
            );
            assert!(!problem.detail_zh.is_ascii() && !problem.title_zh.is_ascii());
            assert_eq!(problem.status, problem.kind.status());
        }
    }
}
