//! Every fixed text of the app, Chinese and English side by side.

use super::Lang;

macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        /// Fixed texts in one language.
        #[allow(missing_docs)]
        pub struct Words { $(pub $name: &'static str,)* }

        static ZH: Words = Words { $($name: $zh,)* };
        static EN: Words = Words { $($name: $en,)* };

        #[cfg(test)]
        const PAIRS: &[(&str, &str, &str)] = &[$((stringify!($name), $zh, $en),)*];
    };
}

impl Words {
    /// The texts of a language.
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }
}

words! {
    brand: "暖则", "Nuanze";
    skip: "跳到正文", "Skip to the content";
    other_language: "English", "中文";
    nav: "导航", "Navigation";
    nav_more: "更多", "More";
    nav_mine: "我的", "Mine";
    nav_display: "显示", "Display";
    back: "返回", "Back";
    loading: "正在打开…", "Opening…";
    retry: "再试一次", "Try again";
    yes: "是", "Yes";
    no: "不是", "No";

    home_title: "清洁取暖补贴，一问一答算清楚", "Clean heating support, worked out question by question";
    home_lead: "回答几个问题，看看您家能领多少、依据哪一条、还差什么。", "Answer a few questions and see what your household can get, which clause says so, and what is missing.";
    home_private: "回答只留在您的手机上，提交申请之前不会发送出去。", "Your answers stay on this phone. Nothing is sent before you submit a claim.";
    home_begin: "开始算", "Begin";
    home_continue: "接着答", "Continue";
    home_others: "其他规定", "Other rules";
    home_policy: "看政策原意", "Read the policy";
    home_mine: "我的回答、申请和回执", "My answers, claims and receipts";
    home_about: "关于暖则 · 怎样装到手机", "About Nuanze · how to install";
    policies_failed: "政策目录没有读到。请检查网络后再试。", "The list of policies could not be read. Check the network and try again.";
    policy_failed: "这份政策没有读到。请检查网络后再试。", "This policy could not be read. Check the network and try again.";
    policy_missing: "这里没有这份政策。", "There is no such policy here.";
    status_draft: "征求意见稿，尚未施行", "Draft for comment, not in force";
    status_repealed: "已废止", "Repealed";

    why_asked: "为什么问：", "Why we ask: ";
    basis: "依据：", "Basis: ";
    assessed_by: "这一点由谁认定：", "Who judges this: ";
    next: "下一步", "Next";
    save: "保存", "Save";
    dont_know: "不知道，先跳过", "I don't know, skip for now";
    question_back: "上一题", "Previous question";
    check_answers: "核对您的回答", "Check your answers";
    filter: "输入几个字查找", "Type a few characters to search";
    filter_none: "没有找到。试试少输一个字。", "Nothing found. Try fewer characters.";
    year: "年", "Year";
    month: "月", "Month";
    day: "日", "Day";
    so_far: "目前算到：", "So far: ";
    fact_missing: "这份政策不问这个问题。", "This policy does not ask this question.";

    error_title: "有地方需要改一下", "Something needs mending";
    error_empty: "请先回答，或点“不知道”", "Answer first, or choose “I don't know”";
    error_choose: "请选一项，或点“不知道”", "Choose one, or “I don't know”";
    error_not_number: "请只输入数字，例如 44.2", "Type a number only, such as 44.2";
    error_no_day: "日历上没有这一天，请检查年、月、日", "There is no such day, check year, month and day";

    answers_title: "核对您的回答", "Check your answers";
    answers_empty: "还没有回答。", "No answers yet.";
    change: "修改", "Change";
    answer_now: "现在回答", "Answer now";
    not_known: "不知道", "Not known";
    start_over: "全部重来", "Start over";
    start_over_ask: "这份政策的回答会全部清除。", "All answers to this policy will be cleared.";
    start_over_yes: "清除并重来", "Clear and start over";
    keep: "不清除", "Keep them";
    to_result: "看结果", "See the result";
    continue_questions: "继续答题", "Continue with the questions";

    result_title: "结果", "Result";
    result_open: "还不能确定", "Not certain yet";
    result_yes: "符合", "Yes";
    result_no: "不符合", "No";
    result_conditions: "逐条看", "Condition by condition";
    result_others: "其他结论", "Other answers";
    result_suggest: "怎样会不一样", "What would change it";
    result_readings: "文件有两种读法的地方", "Where the text can be read in two ways";
    reading_used: "现在按这种读法算", "used here";
    reading_decided: "由谁定：", "Who decides: ";
    result_bring: "要准备的材料", "What to bring";
    bring_maybe: "可能需要", "may be needed";
    bring_or: "或", "or";
    result_manual: "要由人来定的", "Left to a person";
    result_unknown: "您说不知道的", "What you did not know";
    result_unknown_why: "弄清楚以后再来回答，结果会更准。", "Answer these once you know: the result becomes exact.";
    result_disclaimer_title: "请留意", "Please note";
    result_disclaimer: "这是按公开的政策文件自动算出的，不是审批决定。能不能领、领多少，以主管部门核实后的决定为准。", "This was worked out automatically from the published policy. It is not an official decision: the authority decides after checking.";
    result_claim: "去申请", "Claim";
    result_claim_again: "您已提交过申请", "You have already claimed";
    print: "打印", "Print";
    state_yes: "满足", "Met";
    state_no: "不满足", "Not met";
    state_unknown: "还不知道", "Not known yet";
    kind_require: "必须满足", "Required";
    kind_advise: "建议，不影响金额", "Advice, does not affect the amount";
    kind_duty: "应当做到，不影响金额", "Duties, do not affect the amount";
    kind_target: "工作目标，不影响金额", "Targets, do not affect the amount";
    row_applied: "适用这一条：", "This rule applies: ";

    policy_rules: "规则", "Rules";
    policy_search: "在政策里查找", "Search the policy";
    policy_none: "没有找到这些字。", "Nothing found.";
    policy_in_force: "施行时间：", "In force: ";
    policy_own_words: "这里是我们用自己的话写的，不是官方原文；每条都注明对应原文的位置。", "These are our own words, not the official text; each clause names its place there.";
    policy_source: "原文位置：", "Place in the official text: ";
    policy_module: "规则程序的指纹：", "Fingerprint of the rules: ";
    policy_facts: "会问到", "Asked";
    policy_check: "用这份政策算一算", "Work it out with this policy";
    no_end: "起", "onwards";

    claim_title: "申请", "Claim";
    claim_not_open: "现在的回答还不能申请这一项。先看看结果。", "With these answers there is nothing to claim yet. See the result first.";
    claim_pledge_title: "承诺", "Pledge";
    claim_pledge_lead: "请逐条读，做得到就勾上。", "Read each point and tick it if you agree.";
    claim_pledge_missing: "还有没勾的承诺，请逐条确认", "Tick every point to go on";
    claim_you_title: "申请人", "Applicant";
    claim_you_lead: "按身份证填写。这些只用于这次申请，提交成功后会从手机上清除。", "As on the identity card. Used for this claim only, and cleared from this phone once it is received.";
    name: "姓名", "Name";
    phone: "手机号", "Mobile number";
    id_number: "身份证号", "Identity number";
    looks_right: "填写无误", "Looks right";
    claim_evidence_title: "材料", "Documents";
    claim_evidence_lead: "可以先选好照片，记下文件名。照片留在手机上，不会上传；办理时带上原件。", "You can pick the photos now to note their names. The pictures stay on this phone; bring the originals when asked.";
    evidence_pick: "选择照片或文件", "Choose a photo or file";
    evidence_picked: "已确认：", "Confirmed: ";
    evidence_remove: "去掉", "Remove";
    evidence_paper: "我有纸质的", "I have it on paper";
    evidence_on_paper: "纸质原件", "on paper";
    evidence_any: "下面有一样就行", "Any one of these is enough";
    evidence_missing: "还没有确认材料", "Not confirmed yet";
    evidence_none: "这项申请不需要附材料。", "This claim needs no documents.";
    claim_check_title: "核对后提交", "Check and submit";
    submit: "提交申请", "Submit the claim";
    submit_lead: "提交后会发给主管部门，由同一套规则再核一遍。没有网络也可以提交：会先存在手机上，一有网就自动发出，只发一次。", "It goes to the authority, which runs the same rules again. You can submit offline: it waits on this phone and goes out once, as soon as there is a network.";
    submit_failed: "没有存下来，所以没有提交。请检查手机存储空间后再试。", "It could not be stored, so nothing was submitted. Check this phone's storage and try again.";
    edit: "修改", "Change";
    claim_incomplete: "前面还有没填好的，请先补上", "Something before this is not complete";

    claim_waiting: "等待发送", "Waiting to be sent";
    claim_waiting_lead: "已存在这台手机上，有网络就会自动发出。可以放心离开这一页。", "Stored on this phone; it goes out by itself when there is a network. You may leave this page.";
    claim_sending: "正在发送", "Sending";
    claim_sent: "已收到", "Received";
    claim_sent_lead: "主管部门已收到您的申请，并用同一套规则核对一致。", "The authority has received your claim and the same rules gave the same result.";
    claim_refused: "没有被接受", "Not accepted";
    claim_refused_lead: "申请没有被接受，也没有留存。原因如下：", "The claim was not accepted and nothing was kept. The reason:";
    claim_send_now: "现在就发", "Send now";
    claim_fix: "改好再提交", "Mend it and submit again";
    claim_discard: "删除这份申请", "Delete this claim";
    claim_do_recheck: "规则或回答可能有变，请重新核对回答后再提交。", "The rules or the answers may have changed: check your answers and submit again.";
    claim_do_mend: "请按上面说的改好，再提交一次。", "Mend what is named above and submit again.";
    claim_do_dispute: "如果您认为弄错了，请带上身份证和这一页到村委会或镇政府说明。", "If you think this is a mistake, take your identity card and this page to the village committee or township.";
    claim_do_wait: "请过一会儿再提交，或到村委会、镇政府办理。", "Submit again later, or go to the village committee or township.";
    claim_gone: "这台手机上没有这份申请。", "This claim is not on this phone.";
    claim_no_network: "没有连上网络", "No network";
    claim_server_busy: "对方暂时没有回应", "The service did not answer";
    receipt_title: "回执", "Receipt";
    receipt_scan: "扫码可查验这张回执", "Scan to verify this receipt";
    receipt_number: "编号", "Number";
    receipt_time: "收到时间", "Received";
    receipt_open: "打开公开回执", "Open the public receipt";
    receipt_copy: "复制回执链接", "Copy the link";
    receipt_copied: "已复制", "Copied";
    receipt_verify_title: "查验回执", "Verify a receipt";
    receipt_valid: "签名有效：这张回执确由受理方签发，内容没有改动。", "The signature is valid: the authority issued this receipt and it is unaltered.";
    receipt_invalid: "签名不对：这张回执不可信。", "The signature is wrong: do not trust this receipt.";
    receipt_unverifiable: "这个浏览器不能验签名。下面是受理方记录的内容；换一个新的浏览器可以验签名。", "This browser cannot check the signature. Below is what the authority says; a recent browser can check it.";
    receipt_checking: "正在验签名…", "Checking the signature…";
    receipt_none: "没有这个编号的回执。请核对编号或链接。", "There is no receipt with this number. Check the number or the link.";
    receipt_offline: "要连上网络才能查验。", "Verifying needs the network.";
    receipt_policy: "政策", "Policy";
    receipt_module: "规则指纹", "Rules";
    receipt_key: "签名密钥", "Signing key";
    receipt_outcomes: "核定结果", "Result";

    mine_title: "我的", "Mine";
    mine_empty: "这里还是空的。算一次补贴，回答就会留在这里。", "Nothing here yet. Work out a policy and your answers stay here.";
    mine_drafts: "没答完的和答完的", "Answers";
    mine_forms: "填了一半的申请", "Claims being filled in";
    mine_waiting: "等待发送", "Waiting to be sent";
    mine_refused: "没有被接受", "Not accepted";
    mine_sent: "已提交和回执", "Sent, with receipts";
    mine_delete: "清除这台手机上的数据", "Delete my data on this phone";
    mine_delete_lead: "会清除回答、没提交的申请、等待发送的申请和保存的回执。已经被收到的申请不受影响。", "Answers, unfinished and waiting claims and stored receipts are deleted. Claims that were received are not affected.";
    mine_delete_waiting: "还有申请没发出去，清除后就不会再发了。", "A claim has not been sent yet: deleted, it never will be.";
    mine_delete_yes: "全部清除", "Delete everything";
    mine_deleted: "已全部清除。", "Everything was deleted.";
    storage_off: "这个浏览器不让保存数据：关掉页面，回答就没了。请用手机自带的浏览器打开。", "This browser does not let us store anything: closing the page loses your answers. Open it in the phone's own browser.";

    about_title: "关于暖则", "About Nuanze";
    about_what: "暖则把公开的政策文件写成可以核对的规则。手机、受理方和审计用的是同一份程序，所以算出来的一样；每个结论都说明依据哪一条。", "Nuanze turns published policies into rules that anyone can check. Phone, authority and auditor run the same program, so they agree, and every answer names its clause.";
    about_privacy_title: "您的信息", "Your information";
    about_privacy: "回答和草稿只存在这台手机的浏览器里，随时可以在“我的”里清除。提交申请时，才把申请内容发给受理方。", "Answers and drafts live in this phone's browser only; delete them any time under “Mine”. Only a claim that you submit is sent.";
    about_install_title: "装到手机桌面", "Put it on the home screen";
    about_install_android: "安卓：在浏览器菜单里点“添加到主屏幕”或“安装应用”。", "Android: in the browser's menu choose “Add to home screen” or “Install app”.";
    about_install_ios: "苹果：用 Safari 打开，点分享按钮，再点“添加到主屏幕”。", "iPhone: open in Safari, tap share, then “Add to Home Screen”.";
    about_installed: "已经可以离线打开。", "It opens offline too.";
    about_inapp: "您像是在别的应用里打开的。点右上角“…”，选“在浏览器打开”，回答才不容易丢，没网时也能用。", "You seem to be inside another app. Open its menu and choose “Open in browser”: your answers are safer there, and it works offline.";
    about_offline_no: "这个浏览器不支持离线使用，联网时一切照常。", "This browser cannot work offline; online everything works.";

    display_title: "显示设置", "Display";
    display_size: "字的大小", "Text size";
    display_theme: "颜色", "Colours";
    theme_auto: "跟随手机", "As the phone";
    theme_light: "浅色", "Light";
    theme_dark: "深色", "Dark";
    size_1: "标准", "Standard";
    size_2: "大", "Large";
    size_3: "更大", "Larger";
    size_4: "最大", "Largest";

    update_ready: "新版本已准备好", "A new version is ready";
    update_now: "更新", "Update";
    offline_bar: "没有网络。算补贴照常可用，申请会等有网时发出。", "No network. Everything but sending works; claims wait until there is one.";
    not_found_title: "没有这一页", "No such page";
    not_found_lead: "链接可能不完整。从首页重新进。", "The link may be incomplete. Start from the home page.";
    to_home: "回首页", "To the home page";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_both_languages() {
        for (name, zh, en) in PAIRS {
            assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{name}");
            assert!(
                !en.chars().any(|c| ('一'..='龥').contains(&c)) || *name == "other_language",
                "{name}"
            );
        }
    }
}
