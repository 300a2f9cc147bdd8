//! A QR code as one SVG path.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment};

use super::Html;

/// The code of an address, dark on white in every theme: scanners need it so.
pub fn qr_code(address: &str, label: &str) -> Option<Html> {
    // Addresses have small letters, which only bytes can say.
    let address = QrSegment::make_bytes(address.as_bytes());
    let code = QrCode::encode_segments(&[address], QrCodeEcc::Medium).ok()?;
    // Four modules of quiet around it, as the standard asks.
    let side = code.size() + 8;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|&x| code.get_module(x, y)) {
            // Writing to a string cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + 4, y + 4);
        }
    }
    let svg = Html::new()
        .raw("<div class=\"qr\" role=\"img\"")
        .attr("aria-label", label)
        .raw("><svg shape-rendering=\"crispEdges\"")
        .attr("viewBox", &format!("0 0 {side} {side}"))
        .raw("><rect fill=\"#fff\" width=\"100%\" height=\"100%\"/><path fill=\"#000\"");
    Some(svg.attr("d", &path).raw("/></svg></div>"))
}
