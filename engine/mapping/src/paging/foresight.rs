//! Foresight: the requests that follow a page if every page comes full.
//!
//! Numbers and offsets can be counted ahead, so pages may be asked for before the one in front of
//! them has been looked at; a next URL cannot. What is foreseen is a guess: the pager's own next
//! request decides, and a guess that differs from it is thrown away. Nothing is foreseen beyond a
//! total that is known, nor after a page that came short.

use super::{PageAnswer, PageConfig, PageRequest, Pager, is_start_index};

impl Pager {
    /// The request `steps` pages after the one whose answer this is, before [`Pager::next`] has seen
    /// the answer. `None` where it cannot be told, or where the answer shows that there is none.
    #[must_use]
    pub fn foresee(&self, answer: &PageAnswer<'_>, steps: usize) -> Option<PageRequest> {
        let count = answer.records.len() as u64;
        let steps = u64::try_from(steps).ok()?;
        let (size, step) = match &self.config {
            PageConfig::None | PageConfig::NextUrl => return None,
            PageConfig::Page(page) => {
                let size: u64 = page.size.trim().parse().ok()?;
                let by_count = is_start_index(&page.number_param);
                (size, if by_count { size } else { 1 })
            }
            PageConfig::Offset(offset) => (offset.batch, offset.batch),
        };
        if size == 0 || count < size {
            return None;
        }
        let total = self.config.total();
        let known = total
            .and_then(|amount| amount.read(answer.body, answer.headers))
            .filter(|total| *total > 0);
        let before = count.saturating_mul(steps).saturating_add(self.received);
        let pages = u64::try_from(self.pages).ok()?.saturating_add(steps);
        if known.is_some_and(|total| before >= total) || pages > u64::try_from(self.cap).ok()? {
            return None;
        }
        let mut later = self.clone_position();
        later.position = self.position.saturating_add(step.saturating_mul(steps));
        Some(later.request())
    }

    /// The pager's place without its memory of keys.
    fn clone_position(&self) -> Self {
        let mut later = Self::new(self.config.clone());
        later.base.clone_from(&self.base);
        later
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::{Value, json};

    use super::super::{Amount, Offsets, PageNumbers, Step};
    use super::*;

    fn pager(config: PageConfig) -> Pager {
        let mut pager = Pager::new(config);
        pager.first_request("https://h/u");
        pager
    }

    fn numbers(size: &str, total: Option<Amount>) -> PageConfig {
        PageConfig::Page(PageNumbers {
            number_param: "page".to_owned(),
            first: None,
            size_param: "limit".to_owned(),
            size: size.to_owned(),
            total,
        })
    }

    fn answer<'a>(records: &'a [&'a Value], body: &'a Value) -> PageAnswer<'a> {
        PageAnswer {
            records,
            keys: None,
            body,
            headers: &[],
            next_url: None,
            list_missing: false,
        }
    }

    #[test]
    fn what_is_foreseen_is_what_follows() {
        let records: Vec<Value> = (0..6).map(Value::from).collect();
        let pages: Vec<Vec<&Value>> = records.chunks(2).map(|p| p.iter().collect()).collect();
        let body = json!({"total": 6});
        let total = || Amount::parse(&json!("total")).unwrap();
        let offset = |total| {
            PageConfig::Offset(Offsets {
                offset_param: "startIndex".to_owned(),
                batch_param: "count".to_owned(),
                batch: 2,
                total,
            })
        };
        for config in [
            numbers("2", None),
            numbers("2", total()),
            offset(None),
            offset(total()),
        ] {
            let mut pager = pager(config);
            let first = answer(&pages[0], &body);
            let foreseen = [pager.foresee(&first, 1), pager.foresee(&first, 2)];
            for (page, foreseen) in pages.iter().zip(foreseen) {
                let Step::Request(request) = pager.next(&answer(page, &body)) else {
                    unreachable!("{pager:?}");
                };
                assert_eq!(foreseen, Some(request));
            }
        }
    }

    #[test]
    fn nothing_is_foreseen_beyond_a_total_or_after_a_short_page() {
        let records = [json!(1), json!(2)];
        let full: Vec<&Value> = records.iter().collect();
        let body = json!({"total": 5});
        let total = Amount::parse(&json!("total")).unwrap();
        let counted = pager(numbers("2", total));
        assert!(counted.foresee(&answer(&full, &body), 2).is_some());
        assert!(counted.foresee(&answer(&full, &body), 3).is_none());
        let open = pager(numbers("2", None));
        assert!(open.foresee(&answer(&full, &body), 100).is_some());
        assert!(open.foresee(&answer(&full[..1], &body), 1).is_none());
        assert!(
            pager(numbers("", None))
                .foresee(&answer(&full, &body), 1)
                .is_none()
        );
        assert!(
            pager(PageConfig::NextUrl)
                .foresee(&answer(&full, &body), 1)
                .is_none()
        );
        let capped = pager(numbers("2", None)).with_cap(2);
        assert!(capped.foresee(&answer(&full, &body), 1).is_some());
        assert!(capped.foresee(&answer(&full, &body), 2).is_none());
    }
}
