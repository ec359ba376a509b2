//! picnic server
