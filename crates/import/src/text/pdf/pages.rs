//! The pages of a PDF, one at a time: what each has, and what it takes over from the tree that it stands in.
//!
//! Must not know: what pages hold.

use std::collections::HashSet;
use std::rc::Rc;

use super::file::File;
use super::syntax::{Dict, Object};

/// Most pages: a book's.
const MOST_PAGES: usize = 1000;
/// Deepest tree of pages.
const DEEPEST_TREE: usize = 24;

/// What the contents of a page or a form name.
#[derive(Debug, Default)]
pub(super) struct Resources {
    pub fonts: Dict,
    pub forms: Dict,
}

/// The resources of a page, a tree or a form; those around it where it has none.
pub(super) fn resources(file: &File, owner: &Dict, around: &Rc<Resources>) -> Rc<Resources> {
    let Some(own) = file.dict(owner, "Resources") else {
        return around.clone();
    };
    Rc::new(Resources {
        fonts: file.dict(&own, "Font").unwrap_or_default(),
        forms: file.dict(&own, "XObject").unwrap_or_default(),
    })
}

/// Gives the pages in their order, one at a time, each with the resources that it has or takes over.
pub(super) fn each_page(file: &File, take: &mut dyn FnMut(&Dict, &Rc<Resources>)) {
    let mut walk = Walk {
        file,
        seen: HashSet::new(),
        pages: 0,
        take,
    };
    let root = file.dict(&file.trailer, "Root");
    let tree = root.and_then(|root| file.dict(&root, "Pages"));
    if let Some(tree) = tree {
        walk.under(tree, &Rc::default(), 0);
    }
    if walk.pages == 0 {
        walk.by_place();
    }
}

/// A walk through the tree of pages.
struct Walk<'f, 'a> {
    file: &'f File<'a>,
    seen: HashSet<u32>,
    pages: usize,
    take: &'f mut dyn FnMut(&Dict, &Rc<Resources>),
}

impl Walk<'_, '_> {
    fn under(&mut self, mut tree: Dict, around: &Rc<Resources>, depth: usize) {
        let resources = resources(self.file, &tree, around);
        let kids = tree.remove("Kids");
        drop(tree);
        let Some(Object::List(kids)) = kids.map(|kids| self.file.object(&kids)) else {
            return;
        };
        for kid in &kids {
            if depth >= DEEPEST_TREE || self.file.budget.over().is_some() {
                return;
            }
            if let Object::Reference(number) = kid
                && !self.seen.insert(*number)
            {
                continue;
            }
            let Some(kid) = self.file.dict_of(kid) else { continue };
            match kid.contains_key("Kids") {
                true => self.under(kid, &resources, depth + 1),
                false => self.page(&kid, &resources),
            }
        }
    }

    fn page(&mut self, page: &Dict, around: &Rc<Resources>) {
        self.pages += 1;
        if self.pages > MOST_PAGES {
            self.file.budget.end("more than 1000 pages");
            return;
        }
        let resources = resources(self.file, page, around);
        (self.take)(page, &resources);
    }

    /// All pages that there are, for want of a tree.
    fn by_place(&mut self) {
        for number in self.file.numbers() {
            if let Object::Dict(page) = self.file.object(&Object::Reference(number))
                && page.get("Type").and_then(Object::name) == Some("Page")
            {
                self.page(&page, &Rc::default());
            }
        }
    }
}
