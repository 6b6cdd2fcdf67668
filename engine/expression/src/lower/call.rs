//! Method calls: on values, on classes, on nothing.

use bindery_grammar::ast::{Access, Argument, Expression, ExpressionKind, Member, Name, Span};

use super::Lowering;
use super::quote::quote;
use crate::value::{Text, Value};

impl Lowering<'_> {
    pub(super) fn call(
        &mut self,
        target: Option<&Expression>,
        member: &Member,
        access: Access,
        arguments: &[Argument],
        span: Span,
    ) {
        let name = match member {
            Member::Name(name) => name,
            Member::Dynamic(name) => {
                return self.dynamic_call(target, name, access, arguments, span);
            }
        };
        let Some(target) = target else {
            return self.bare_call(name, arguments, span);
        };
        if let ExpressionKind::Name(own) = &target.kind
            && own == "this"
        {
            return self.bare_call(name, arguments, span);
        }
        if name.text == "remove"
            && let [Argument::Value(argument)] = arguments
            && let ExpressionKind::Cast { ty, .. } = &argument.kind
            && matches!(ty.name.as_str(), "Object" | "java.lang.Object")
        {
            // The cast chooses the overload that takes a member, not its place.
            if access == Access::Spread {
                return self.refuse(
                    crate::error::Kind::Unsupported,
                    span,
                    "`*.remove` of a cast to Object is not supported",
                );
            }
            self.helper("remove_object", span);
            self.expression(target);
            self.push(",");
            self.expression(argument);
            let safe = access == Access::Safe;
            return self.push(&format!(",{safe})"));
        }
        if access == Access::Plain && self.date_change(target, &name.text, arguments, span) {
            return;
        }
        if self.inline_loop(target, &name.text, access, arguments, span) {
            return;
        }
        let index = self.tables.add_call(&name.text);
        let lazy = access == Access::Safe && !arguments.iter().all(is_harmless);
        if lazy {
            let temporary = self.temporary();
            self.push(&format!("{{ let {temporary} = "));
            self.expression(target);
            self.push(&format!("; if h is_null_0({temporary}) {{ () }} else {{ "));
            self.method_call(index, Access::Plain, arguments, span, |this| {
                this.push(&temporary)
            });
            return self.push(" } }");
        }
        self.method_call(index, access, arguments, span, |this| {
            this.expression(target)
        });
    }

    fn method_call(
        &mut self,
        index: usize,
        access: Access,
        arguments: &[Argument],
        span: Span,
        target: impl FnOnce(&mut Self),
    ) {
        let prefix = match access {
            Access::Plain => "m",
            Access::Safe => "s",
            Access::Spread => "x",
        };
        let simple = arguments
            .iter()
            .all(|argument| matches!(argument, Argument::Value(_)));
        if simple && arguments.len() <= 2 {
            self.helper(&format!("{prefix}{}", arguments.len()), span);

            target(self);
            self.push(&format!(",{index}"));
            for argument in arguments {
                if let Argument::Value(value) = argument {
                    self.push(",");
                    self.expression(value);
                }
            }
            return self.push(")");
        }
        self.helper(&format!("{prefix}n"), span);

        target(self);
        self.push(&format!(",{index},"));
        self.arguments(arguments);
        self.push(")");
    }

    fn dynamic_call(
        &mut self,
        target: Option<&Expression>,
        name: &Expression,
        access: Access,
        arguments: &[Argument],
        span: Span,
    ) {
        self.helper("dynamic", span);

        match target {
            Some(target) => self.expression(target),
            None => self.push("()"),
        }
        self.push(",");
        self.expression(name);
        self.push(if access == Access::Safe {
            ",true,"
        } else {
            ",false,"
        });
        self.arguments(arguments);
        self.push(")");
    }

    /// `name(args)`: a closure in a variable, a method of the script, a closure of the binding.
    fn bare_call(&mut self, name: &Name, arguments: &[Argument], span: Span) {
        if let Some(local) = self.local(&name.text) {
            let local = local.name.clone();
            self.helper("invoke", span);
            self.push(&format!("{local},"));
        } else {
            if !self.methods.contains(&name.text)
                && let Some((class, member)) = self.imported(&name.text, true)
            {
                let index = self.tables.add_call(&member);
                return self.method_call(index, Access::Plain, arguments, span, |this| {
                    this.constant(Value::Class(Text::from(class)));
                });
            }
            if !self.methods.contains(&name.text) {
                // A root that holds a closure; other names are methods that do not exist.
                let _ = self.tables.add_name(&name.text);
            }
            if matches!(name.text.as_str(), "call" | "doCall")
                && let Some(recursive) = self.recursive.last_mut()
            {
                *recursive = true;
            }
            self.helper("script_call", span);
            self.push(&format!("{},", quote(&name.text)));
        }
        self.arguments(arguments);
        self.push(")");
    }

    /// Arguments as an array; named ones are collected into a leading map.
    pub(super) fn arguments(&mut self, arguments: &[Argument]) {
        self.push("[");
        let named: Vec<_> = arguments
            .iter()
            .filter_map(|argument| match argument {
                Argument::Named(key, value) => Some((key, value)),
                _ => None,
            })
            .collect();
        if let Some((_, first)) = named.first() {
            self.helper("map", first.span);
            self.push("[");
            for (key, value) in &named {
                self.map_key(key);
                self.push(",");
                self.expression(value);
                self.push(",");
            }
            self.push("]),");
        }
        for argument in arguments {
            match argument {
                Argument::Value(value) => self.expression(value),
                Argument::Spread(value) => {
                    self.helper("spread", value.span);

                    self.expression(value);
                    self.push(")");
                }
                Argument::Named(..) => continue,
            }
            self.push(",");
        }
        self.push("]");
    }
}

/// Whether evaluating an argument can neither fail nor do anything.
fn is_harmless(argument: &Argument) -> bool {
    let Argument::Value(value) = argument else {
        return false;
    };
    matches!(
        value.kind,
        ExpressionKind::Null
            | ExpressionKind::Boolean(_)
            | ExpressionKind::Number(_)
            | ExpressionKind::String(_)
            | ExpressionKind::Closure { .. }
    )
}
