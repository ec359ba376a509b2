//! One thing that is wrong with a configuration, and how bad it is.

use std::fmt;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// It does not do what it is meant to: the server does not start with it.
    Error,
    /// It may be meant so.
    Warning,
}

/// One thing that is wrong, in a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub text: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}: {}", self.text)
    }
}

pub(crate) fn error(text: impl Into<String>) -> Finding {
    Finding { severity: Severity::Error, text: text.into() }
}

pub(crate) fn warning(text: impl Into<String>) -> Finding {
    Finding { severity: Severity::Warning, text: text.into() }
}
