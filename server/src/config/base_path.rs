//! The path under which everything is served.

/// Longest path under which all may be served, bytes: it stands in cookies.
pub(super) const BASE_PATH_BYTES_MAX: usize = 200;

/// A path under which all may be served, without a slash at its end: empty, or like `/picnic`.
#[must_use]
pub fn base_path(path: &str) -> Option<&str> {
    let base = path.strip_suffix('/').unwrap_or(path);
    // A browser takes . and .. away before it asks, and proxies make one slash of two.
    let is_part =
        |part: &str| !matches!(part, "" | "." | "..") && part.chars().all(may_stand_in_part);
    let is_path = base.strip_prefix('/').is_some_and(|parts| parts.split('/').all(is_part));
    (base.is_empty() || (is_path && base.len() <= BASE_PATH_BYTES_MAX)).then_some(base)
}

fn may_stand_in_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{ConfigError, Flags, Sources};

    #[test]
    fn a_base_path_that_is_none_is_refused() {
        let paths = [
            "piknik",
            "/a b",
            "/\"><script>",
            "/../x",
            "/..",
            "/x/..",
            "/x/./y",
            "//",
            "//x",
            "/x//y",
            "/x//",
            "/x?y",
            "/x#y",
            "/x%20y",
            "/x%2fy",
            "/ä",
            "\\x",
            " ",
        ];
        for path in paths {
            let flags = Flags { base_path: Some(path.to_owned()), ..Flags::default() };
            let sources = Sources::read(None, &flags).unwrap();
            assert!(matches!(sources.config(), Err(ConfigError::BasePath(_))), "{path}");
        }
        for (path, base) in [("", ""), ("/", ""), ("/x", "/x"), ("/x.y/~z/", "/x.y/~z")] {
            assert_eq!(base_path(path), Some(base));
        }
    }
}
