//! `Mac.doFinal`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Mac",
    name: "doFinal",
    parameters: "bytes: byte[]?",
    result: "byte[]",
    doc: "The signature of what it was given.",
    examples: &[(
        "def m = javax.crypto.Mac.getInstance('HmacSHA256'); m.init(new javax.crypto.spec.SecretKeySpec('key'.bytes, 'HmacSHA256')); m.doFinal('msg'.bytes).encodeBase64().toString()",
        "LZPLwb4We8sWN6SiPL/wGnh48MUO6DOVTqUiG7G4xig=",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Mac {
        algorithm,
        key,
        data,
        ..
    } = &**object
    else {
        return mismatch();
    };
    let Some(key) = lock(key).clone() else {
        return fail(Kind::Other, "the keyed digest has no key yet");
    };
    let mut all = std::mem::take(&mut *lock(data));
    if args.len() == 1 {
        let Some(bytes) = crate::library::byte_argument(run, args.value(0))? else {
            return mismatch();
        };
        all.extend(bytes);
    }
    run.charge(all.len() / 16)?;
    crate::encoding::byte_array(run, &algorithm.sign(&key, &all))
}
