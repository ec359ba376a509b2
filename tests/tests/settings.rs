//! Where settings come from: flags over variables over the file over defaults; and one may look.

use std::process::Command;

use picnic_tests::server::binary;

/// Runs `check-config` in a folder of its own with this file and these variables.
fn check_config(file: &str, variables: &[(&str, &str)], flags: &[&str]) -> (bool, String) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("picnic.toml"), file).expect("a file");
    let output = Command::new(binary())
        .current_dir(folder.path())
        .arg("check-config")
        .args(flags)
        .envs(variables.iter().copied())
        .output()
        .expect("check-config runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).expect("UTF-8"))
}

fn line<'a>(report: &'a str, name: &str) -> &'a str {
    let starts = format!("{name} = ");
    report.lines().find(|line| line.starts_with(&starts)).unwrap_or_else(|| panic!("{report}"))
}

#[test]
fn each_setting_says_what_is_in_force_and_where_it_came_from() {
    let file = "idle_seconds = 30\nframe_bytes_max = 4096\nbase_path = \"/from-file\"\n";
    let variables = [("PICNIC_FRAME_BYTES_MAX", "8192"), ("PICNIC_BASE_PATH", "/from-variable")];
    let (fine, report) = check_config(file, &variables, &["--base-path", "/from-flag"]);
    assert!(fine, "{report}");
    let idle = line(&report, "idle_seconds");
    assert!(idle.starts_with("idle_seconds = 30 ") && idle.contains("picnic.toml"), "{idle}");
    assert_eq!(line(&report, "frame_bytes_max"), "frame_bytes_max = 8192  # environment");
    assert_eq!(line(&report, "base_path"), "base_path = \"/from-flag\"  # command line");
    assert_eq!(line(&report, "listen"), "listen = \"127.0.0.1:7420\"  # default");
}

#[test]
fn a_setting_of_the_wrong_kind_or_name_is_refused_with_its_name() {
    for (file, name) in [("idle_seconds = \"soon\"", "idle_seconds"), ("idel_seconds = 3", "idel")]
    {
        let (fine, said) = check_config(file, &[], &[]);
        assert!(!fine && said.contains(name), "{said}");
    }
}
