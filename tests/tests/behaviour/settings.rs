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
        // The tests' own, which would outrank the file.
        .env_remove("PICNIC_EMBEDDING_MODEL")
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

#[test]
fn what_would_not_do_what_is_meant_is_found_and_ends_it_with_an_error() {
    for (file, variables, words) in [
        (
            "public_url = \"https://example.fi\"\nbase_path = \"/picnic\"",
            vec![],
            "write https://example.fi/picnic",
        ),
        ("origins = [\"intra.example.fi\"]", vec![], "in origins"),
        ("log = \"info,,=x=\"", vec![], "log is"),
        ("models = \"nowhere\"", vec![], "models is nowhere"),
        ("embedding_model = \"nowhere\"", vec![], "embedding_model is nowhere"),
        ("trusted_proxies = [\"10.0.0.0/99\"]", vec![], "trusted_proxies"),
        ("listen = \"192.0.2.1:7420\"", vec![], "this machine has no address"),
        ("", vec![("PICNIC_LISTN", "127.0.0.1:1")], "PICNIC_LISTEN?"),
        ("base_path = \"/../x\"", vec![], "base_path is \"/../x\""),
        ("base_path = \"//\"", vec![], "nothing empty and no . or .."),
        ("data = \"/proc/x\"", vec![], "no folder can be made in /proc"),
        ("data = \"/dev/null/x\"", vec![], "/dev/null is no folder"),
        ("data = \"\"", vec![], "data is empty"),
        ("room_memory_max = 1", vec![], "room_memory_max is 1, and a single room needs"),
        ("rooms_code = \"basket\"", vec![], "nobody is asked for it"),
        ("", vec![("PICNIC_DATA", "")], "PICNIC_DATA is set and empty"),
        ("", vec![("PICNIC_IDLE_SECONDS", "")], "PICNIC_IDLE_SECONDS is set and empty"),
        ("", vec![("PICNIC_LOG", " ")], "PICNIC_LOG is set and empty"),
        (
            "rooms_by = \"code\"",
            vec![("PICNIC_ROOMS_CODE", "")],
            "PICNIC_ROOMS_CODE is set and empty",
        ),
    ] {
        let (fine, said) = check_config(file, &variables, &[]);
        assert!(!fine && said.contains(words), "{words:?} of {file}: {said}");
    }
    let (fine, said) =
        check_config("idle_seconds = 90000000", &[("PICNIC_SOMETHING_ELSE", "1")], &[]);
    assert!(fine, "{said}");
    let told: Vec<_> = said.lines().filter(|line| line.starts_with("warning: ")).collect();
    assert!(told.iter().any(|line| line.contains("idle_seconds")), "{said}");
    assert!(told.iter().any(|line| line.contains("PICNIC_SOMETHING_ELSE")), "{said}");
}

#[test]
fn an_empty_variable_that_is_not_in_force_does_no_harm_and_an_empty_base_path_is_none() {
    let variables = [("PICNIC_DATA", ""), ("PICNIC_BASE_PATH", "")];
    let (fine, report) =
        check_config("base_path = \"/from-file\"", &variables, &["--data", "here"]);
    assert!(fine, "{report}");
    assert_eq!(line(&report, "base_path"), "base_path = \"\"  # environment");
    assert_eq!(line(&report, "data"), "data = \"here\"  # command line");
}

#[test]
fn a_server_does_not_start_in_a_folder_that_cannot_be_made_nor_with_limits_below_a_room() {
    for (arguments, words) in [
        (["--data", "/proc/x"], "no folder can be made in /proc"),
        (["--room-memory-max", "1"], "a single room needs"),
        (["--rooms-code", "basket"], "nobody is asked for it"),
        (["--base-path", "/../x"], "base_path is"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let output = Command::new(binary())
            .current_dir(folder.path())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .output()
            .expect("serve runs");
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).expect("UTF-8");
        assert!(!output.status.success() && said.contains(words), "{said}");
        assert_eq!(folder.path().read_dir().expect("a folder").count(), 0, "{arguments:?}");
    }
}

#[test]
fn a_server_does_not_start_with_what_would_not_do_what_is_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new(binary())
        .current_dir(folder.path())
        .args(["serve", "--listen", "127.0.0.1:0", "--base-path", "/picnic"])
        .args(["--public-url", "https://example.fi"])
        .output()
        .expect("serve runs");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(!output.status.success() && said.contains("lead nowhere"), "{said}");
    assert!(!folder.path().join("data").exists());
}
