pub fn port(_: &[String]) -> anyhow::Result<u16> {
    Ok(8787)
}
pub fn serve(_: &crate::place::Place, _: u16) -> anyhow::Result<()> {
    Ok(())
}
