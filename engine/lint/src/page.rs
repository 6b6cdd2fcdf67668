//! A rule's page: what it does, why it is bad, the symptom, an example of each kind, the source.
//!
//! The prose is a Markdown file beside the rule; the examples are its fixtures, which the tests
//! check, so that no page can show a bad example that is not found or a good one that is.

/// What `bindery explain` prints below the code book's sentence.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    pub(crate) prose: &'static str,
    pub(crate) bad: &'static str,
    pub(crate) good: &'static str,
}

impl Page {
    /// The sections that every page has, in this order; the examples stand before the source.
    pub const SECTIONS: [&'static str; 4] = ["What it does", "Why it is bad", "Symptom", "Source"];

    /// Whether files show a bad and a good example.
    #[must_use]
    pub const fn has_examples(&self) -> bool {
        !self.bad.is_empty()
    }

    /// The page as Markdown, with headings of this level.
    #[must_use]
    pub fn markdown(&self, level: usize) -> String {
        let heading = "#".repeat(level);
        let mut page = String::new();
        for line in self.prose.trim().lines() {
            if let Some(title) = line.strip_prefix("## ") {
                // Where no file can show an example the prose has sections of its own.
                if title == "Source" && !self.bad.is_empty() {
                    self.examples(&heading, &mut page);
                }
                page.push_str(&format!("{heading} {title}\n"));
            } else {
                page.push_str(line);
                page.push('\n');
            }
        }
        page
    }

    fn examples(&self, heading: &str, page: &mut String) {
        for (title, example) in [("Bad", self.bad), ("Good", self.good)] {
            page.push_str(&format!(
                "{heading} {title}\n\n```json\n{}\n```\n\n",
                example.trim()
            ));
        }
    }
}
