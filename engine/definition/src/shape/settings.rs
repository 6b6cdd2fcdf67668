//! ConfigJSON, PasswdPolicyJSON, STATUS_THRESHOLD_CONFIG (field-notes §1).

use super::shape;

shape! {
    /// STATUS_THRESHOLD_CONFIG.
    STATUS_ATTRIBUTE, "STATUS_THRESHOLD_CONFIG", Reported {
        "statusAndThresholdConfig" Object required "status values and guards" => One STATUS_RULES;
    }
}

shape! {
    /// ConfigJSON.
    CONFIG, "ConfigJSON", Reported {
        "showLogs" Bool optional "whether the product logs requests";
        "connectionTimeoutConfig" Object optional "time limits and retries" => One TIMEOUTS;
        "provisioningLimit" Object optional "tasks per type before a pause" => One PROVISIONING_LIMIT;
    }
}

shape! {
    /// `connectionTimeoutConfig`.
    TIMEOUTS, "connectionTimeoutConfig", Reported {
        "connectionTimeout" Integer optional "seconds for a connection";
        "readTimeout" Integer optional "seconds for an answer";
        "writeTimeout" Integer optional "seconds for a request";
        "retryWait" Integer optional "seconds between attempts";
        "retryCount" Integer optional "the most further attempts";
    }
}

shape! {
    /// `provisioningLimit`.
    PROVISIONING_LIMIT, "provisioningLimit", Reported {
        "types" Object optional "tasks per type";
        "waitTimeMillis" Integer optional "the pause in milliseconds";
    }
}

shape! {
    /// PasswdPolicyJSON.
    PASSWORD_POLICY, "PasswdPolicyJSON", Reported {
        "minLength" Integer optional "the least length";
        "maxLength" Integer optional "the greatest length";
        "noOfCAPSAlpha" Integer optional "capital letters";
        "noOfDigits" Integer optional "digits";
        "noOfSplChars" Integer optional "special characters";
    }
}

shape! {
    /// `lockedStatusMapping`.
    LOCKED_STATUS, "lockedStatusMapping", Reported {
        "Locked" List optional "values that mean locked";
        "Unlocked" List optional "values that mean unlocked";
    }
}
