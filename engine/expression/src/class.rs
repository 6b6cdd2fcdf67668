//! Classes: the name of a value's class, which names mean a class, and what is an instance of what.

mod names;

use names::{FOREIGN_PACKAGES, IMPLICIT, KNOWN, LACKING, REFUSED, REFUSED_PACKAGES};

use crate::value::{ListKind, MapKind, Object, RangeKind, Value};

/// The full Java name of a value's class.
pub(crate) fn class_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "org.codehaus.groovy.runtime.NullObject",
        Value::Boolean(_) => "java.lang.Boolean",
        Value::Byte(_) => "java.lang.Byte",
        Value::Integer(_) => "java.lang.Integer",
        Value::Long(_) => "java.lang.Long",
        Value::Float(_) => "java.lang.Float",
        Value::Double(_) => "java.lang.Double",
        Value::Character(_) => "java.lang.Character",
        Value::String(_) => "java.lang.String",
        Value::Date(_) => "java.util.Date",
        Value::BigInteger(_) => "java.math.BigInteger",
        Value::BigDecimal(_) => "java.math.BigDecimal",
        Value::GString(_) => "org.codehaus.groovy.runtime.GStringImpl",
        Value::Pattern(_) => "java.util.regex.Pattern",
        Value::Closure(_) => "groovy.lang.Closure",
        Value::Class(_) => "java.lang.Class",
        Value::Range(range) => match range.kind {
            RangeKind::Integers => "groovy.lang.IntRange",
            _ => "groovy.lang.ObjectRange",
        },
        Value::List(list) => match list.kind() {
            ListKind::ArrayList => "java.util.ArrayList",
            ListKind::LinkedList => "java.util.LinkedList",
            ListKind::Fixed => "java.util.Arrays$ArrayList",
            ListKind::Immutable => "java.util.Collections$UnmodifiableRandomAccessList",
            ListKind::Strings => "[Ljava.lang.String;",
            ListKind::Objects => "[Ljava.lang.Object;",
            ListKind::Bytes => "[B",
            ListKind::Chars => "[C",
            ListKind::Ints => "[I",
            ListKind::LinkedSet => "java.util.LinkedHashSet",
            ListKind::HashSet => "java.util.HashSet",
            ListKind::TreeSet => "java.util.TreeSet",
        },
        Value::Map(map) => match map.kind() {
            MapKind::Linked | MapKind::Bound(_) => "java.util.LinkedHashMap",
            MapKind::Hash => "java.util.HashMap",
            MapKind::Tree => "java.util.TreeMap",
            MapKind::Lazy => "groovy.json.internal.LazyMap",
            MapKind::Immutable => "java.util.Collections$UnmodifiableMap",
        },
        Value::Object(object) => object_class(object),
    }
}

/// The full Java name of an object's class, as far as it is fixed.
pub(crate) fn object_class(object: &Object) -> &'static str {
    match object {
        Object::StringBuilder { shared: true, .. } => "java.lang.StringBuffer",
        Object::StringBuilder { .. } => "java.lang.StringBuilder",
        Object::DateFormat { .. } => "java.text.SimpleDateFormat",
        Object::JsonBuilder(_) => "groovy.json.JsonBuilder",
        Object::JsonSlurper => "groovy.json.JsonSlurper",
        Object::Mapper { .. } => "com.fasterxml.jackson.databind.ObjectMapper",
        Object::Calendar { .. } => "java.util.GregorianCalendar",
        Object::TimeZone(_) => "java.util.TimeZone",
        Object::Locale(_) => "java.util.Locale",
        Object::Uuid(_) => "java.util.UUID",
        Object::Encoded { hex: true, .. } => "org.codehaus.groovy.runtime.EncodingGroovyMethods$2",
        Object::Encoded { .. } => "org.codehaus.groovy.runtime.EncodingGroovyMethods$1",
        Object::Encoder { .. } => "java.util.Base64$Encoder",
        Object::Iterator { .. } => "java.util.Iterator",
        Object::Entry { .. } => "java.util.Map$Entry",
        Object::Throwable { class, .. } => static_class(class),
        Object::Matcher { .. } => "java.util.regex.Matcher",
        Object::LocalDate(_) => "java.time.LocalDate",
        Object::LocalDateTime(_) => "java.time.LocalDateTime",
        Object::Instant(_) => "java.time.Instant",
        Object::Zoned(_) => "java.time.ZonedDateTime",
        Object::Formatter(_) => "java.time.format.DateTimeFormatter",
        Object::DecimalFormat(_) => "java.text.DecimalFormat",
        Object::Random { .. } => "java.util.Random",
        Object::Scanner { .. } => "java.util.Scanner",
        Object::Joiner { .. } => "java.util.StringJoiner",
        Object::MessageFormat(_) => "java.text.MessageFormat",
        Object::Plain { class } if crate::library::is_rounding(class) => "java.math.RoundingMode",
        Object::Plain { .. } => "java.lang.Object",
        Object::Constant { class, .. } => class,
        Object::LocalTime(_) => "java.time.LocalTime",
        Object::OffsetDateTime(_) => "java.time.OffsetDateTime",
        Object::ZoneId(_) => "java.time.ZoneRegion",
        Object::Duration(_) => "java.time.Duration",
        Object::Period { .. } => "java.time.Period",
        Object::Digest { .. } => "java.security.MessageDigest$Delegate",
        Object::Mac { .. } => "javax.crypto.Mac",
        Object::SecretKey { .. } => "javax.crypto.spec.SecretKeySpec",
        Object::Uri(uri) if uri.is_url => "java.net.URL",
        Object::Uri(_) => "java.net.URI",
        Object::Node(_) => "com.fasterxml.jackson.databind.JsonNode",
        Object::Optional(_) => "java.util.Optional",
        Object::Stream(_) => "java.util.stream.ReferencePipeline",
        Object::Collector { .. } => "java.util.stream.Collector",
        Object::Atomic { long: true, .. } => "java.util.concurrent.atomic.AtomicLong",
        Object::Atomic { .. } => "java.util.concurrent.atomic.AtomicInteger",
        Object::Binding => "groovy.lang.Binding",
    }
}

/// The class name as a message shows it: `String`, `ArrayList`, `null`.
pub(crate) fn short_name(value: &Value) -> &str {
    match value {
        Value::Null => "null",
        Value::GString(_) => "GString",
        Value::List(list) => match list.kind() {
            ListKind::Strings => "String[]",
            ListKind::Objects => "Object[]",
            ListKind::Bytes => "byte[]",
            ListKind::Chars => "char[]",
            ListKind::Ints => "int[]",
            _ => simple_name(class_name(value)),
        },
        other => simple_name(class_name(other)),
    }
}

/// The part after the last dot.
pub(crate) fn simple_name(name: &str) -> &str {
    name.rsplit(['.', '$']).next().unwrap_or(name)
}

/// What a written name means as a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClassName {
    /// A class of the library, by full name.
    Known(&'static str),
    /// A class that a script may not reach.
    Refused,
    /// A class that Groovy has and bindery lacks.
    Lacking,
    /// No class anybody knows.
    Unknown,
}

/// Resolves a dotted or simple name without imports.
pub(crate) fn resolve(name: &str) -> ClassName {
    if name == "Map.Entry" {
        return ClassName::Known("java.util.Map$Entry");
    }
    if name.contains('.') {
        return classify(name);
    }
    match name {
        "BigDecimal" => return ClassName::Known("java.math.BigDecimal"),
        "BigInteger" => return ClassName::Known("java.math.BigInteger"),
        _ => {}
    }
    if !name.starts_with(|first: char| first.is_ascii_uppercase()) {
        return ClassName::Unknown;
    }
    for package in IMPLICIT {
        match classify(&format!("{package}{name}")) {
            ClassName::Unknown => {}
            found => return found,
        }
    }
    ClassName::Unknown
}

/// The simple name of a known class that a written name may have meant.
pub(crate) fn similar(name: &str) -> Option<&'static str> {
    let known = KNOWN.iter().map(|full| simple_name(full));
    crate::suggest::closest(simple_name(name), known)
}

fn classify(full: &str) -> ClassName {
    let nested = full
        .replace("Map.Entry", "Map$Entry")
        .replace("Normalizer.Form", "Normalizer$Form");
    if let Some(known) = KNOWN.iter().find(|known| ***known == *nested) {
        return ClassName::Known(known);
    }
    // A constant of a class, or a class within one, is no class that is lacking.
    if nested
        .rsplit_once('.')
        .is_some_and(|(owner, _)| KNOWN.contains(&owner))
    {
        return ClassName::Unknown;
    }
    if REFUSED.contains(&full)
        || REFUSED_PACKAGES
            .iter()
            .any(|package| full.starts_with(package))
    {
        return ClassName::Refused;
    }
    let simple = simple_name(full);
    let class_like = simple.starts_with(|first: char| first.is_ascii_uppercase());
    if LACKING.contains(&full)
        || class_like
            && FOREIGN_PACKAGES
                .iter()
                .any(|package| full.starts_with(package))
    {
        return ClassName::Lacking;
    }
    ClassName::Unknown
}

/// A primitive type by its name.
pub(crate) fn primitive(name: &str) -> Option<&'static str> {
    [
        "int", "long", "double", "float", "boolean", "char", "byte", "short", "void",
    ]
    .into_iter()
    .find(|known| *known == name)
}

/// Whether a name is a primitive type.
pub(crate) fn is_primitive(name: &str) -> bool {
    matches!(
        name,
        "int" | "long" | "double" | "float" | "boolean" | "char" | "byte" | "short"
    )
}

/// Whether a value is an instance of the class of this full name.
pub(crate) fn is_instance(value: &Value, class: &str) -> bool {
    if value.is_null() {
        return false;
    }
    let own = class_name(value);
    if class == "java.lang.Object" || own == class {
        return true;
    }
    match value {
        Value::String(_) => {
            matches!(
                class,
                "java.lang.CharSequence" | "java.lang.Comparable" | "java.io.Serializable"
            )
        }
        Value::GString(_) => matches!(
            class,
            "groovy.lang.GString" | "java.lang.CharSequence" | "java.lang.Comparable"
        ),
        Value::Byte(_)
        | Value::Integer(_)
        | Value::Long(_)
        | Value::Float(_)
        | Value::Double(_)
        | Value::BigInteger(_)
        | Value::BigDecimal(_) => matches!(class, "java.lang.Number" | "java.lang.Comparable"),
        Value::Boolean(_) | Value::Character(_) | Value::Date(_) => class == "java.lang.Comparable",
        Value::List(list) => {
            let kind = list.kind();
            let collection = matches!(class, "java.util.Collection" | "java.lang.Iterable");
            if kind.is_array() {
                false
            } else if kind.is_set() {
                collection
                    || class == "java.util.Set"
                    || class == "java.util.HashSet" && kind == ListKind::LinkedSet
            } else {
                collection || class == "java.util.List"
            }
        }
        Value::Range(_) => matches!(
            class,
            "java.util.Collection" | "java.lang.Iterable" | "java.util.List" | "groovy.lang.Range"
        ),
        Value::Map(map) => {
            class == "java.util.Map"
                || class == "java.util.HashMap"
                    && matches!(map.kind(), MapKind::Linked | MapKind::Bound(_))
        }
        Value::Object(object) => match &**object {
            Object::Throwable { class: own, .. } => is_exception(own, class),
            Object::Calendar { .. } => class == "java.util.Calendar",
            Object::DateFormat { .. } => {
                matches!(class, "java.text.DateFormat" | "java.text.Format")
            }
            Object::DecimalFormat(_) => {
                matches!(class, "java.text.NumberFormat" | "java.text.Format")
            }
            Object::StringBuilder { .. } => class == "java.lang.CharSequence",
            _ => false,
        },
        _ => false,
    }
}

/// The name of an exception's class, as long as the program lives.
pub(crate) fn static_class(class: &str) -> &'static str {
    match resolve(class) {
        ClassName::Known(name) => name,
        _ => "java.lang.RuntimeException",
    }
}

/// Whether an exception class is the other or one of its descendants.
pub(crate) fn is_exception(own: &str, class: &str) -> bool {
    if !own.ends_with("Exception") && !own.ends_with("Error") && own != "java.lang.Throwable" {
        return false;
    }
    let mut current = own;
    loop {
        if current == class {
            return true;
        }
        current = match current {
            "java.lang.Throwable" => return false,
            "java.lang.Exception" | "java.lang.Error" => "java.lang.Throwable",
            "java.lang.AssertionError" | "java.lang.StackOverflowError" => "java.lang.Error",
            "java.lang.NumberFormatException" => "java.lang.IllegalArgumentException",
            "java.lang.ArrayIndexOutOfBoundsException"
            | "java.lang.StringIndexOutOfBoundsException" => "java.lang.IndexOutOfBoundsException",
            "groovy.lang.MissingPropertyException" | "groovy.lang.MissingMethodException" => {
                "groovy.lang.GroovyRuntimeException"
            }
            "org.codehaus.groovy.runtime.typehandling.GroovyCastException" => {
                "java.lang.ClassCastException"
            }
            "java.net.MalformedURLException"
            | "java.io.FileNotFoundException"
            | "java.io.UnsupportedEncodingException" => "java.io.IOException",
            "java.io.IOException"
            | "java.text.ParseException"
            | "java.lang.RuntimeException"
            | "java.net.URISyntaxException"
            | "java.lang.InterruptedException"
            | "java.lang.ClassNotFoundException" => "java.lang.Exception",
            _ => "java.lang.RuntimeException",
        };
    }
}
