//! The connector cycle over ports: authentication, paging, import, reconciliation, provisioning.
