//! Debian's packages: installed where this user may, named where not.

use anyhow::{Context, Result, bail};

use crate::process;

/// Installs packages, or stops with the command that does.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    if process::on_path("apt-get").is_none() {
        bail!("this is not a Debian system, where packages {list} would provide it");
    }
    let by_hand = format!("run this, then the same command again:\n\n    sudo apt-get install -y {list}\n");
    if process::answer(process::program("id").arg("-u")).as_deref() != Some("0") {
        bail!("only root can install it; {by_hand}");
    }
    // Lists may be missing (a container image) or name versions that the archive no longer has.
    apt_get(&["update", "-q"]).with_context(|| by_hand.clone())?;
    let mut args = vec!["install", "-q", "-y", "--no-install-recommends"];
    args.extend(packages);
    apt_get(&args).context(by_hand)
}

fn apt_get(args: &[&str]) -> Result<()> {
    process::run(process::program("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"))
}
