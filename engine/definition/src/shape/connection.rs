//! ConnectionJSON (rest-dialect §4.1).

use super::shape;

shape! {
    /// The root of ConnectionJSON.
    CONNECTION, "ConnectionJSON", Reported {
        "authentications" Object required "authentications by name" => Each AUTHENTICATION;
    }
}

shape! {
    /// One authentication.
    AUTHENTICATION, "authentication", Kept {
        "authType" Word required "how the token is obtained";
        "url" Template optional "the token endpoint";
        "httpMethod" Template optional "the verb of the token request";
        "httpParams" Any optional "the parameters of the token request";
        "httpHeaders" Object optional "the headers of the token request";
        "httpContentType" Template optional "the encoding of the token request's body";
        "properties" Object optional "the credentials";
        "username" Template optional "the user name, flat";
        "password" Template optional "the password, flat";
        "client_id" Template optional "the client, flat";
        "client_secret" Template optional "the client's secret, flat";
        "scope" Template optional "the scope, flat";
        "tokenResponsePath" Word optional "where the token is in the token response";
        "tokenType" Template optional "the prefix of a fetched token";
        "accessToken" Template optional "the initial header value";
        "authHeaderName" Word optional "the header that carries the token";
        "expiryError" Template optional "the value that means an expired token";
        "authError" List optional "values that mean a failed authentication";
        "errorPath" Word optional "where those values are";
        "timeOutError" Template optional "the text of a timeout";
        "retryFailureStatusCode" List optional "statuses that trigger a refresh";
        "maxRefreshTryCount" Integer optional "the most refreshes of one call";
        "refreshType" Word optional "turns refresh tokens on";
        "refreshToken" Template optional "the current refresh token";
        "refreshTokenResponsePath" Word optional "where a new refresh token is";
        "refreshTokenAuthError" List optional ["refrshTokenAuthError"] "values that mean a stale refresh token";
        "refreshTokenErrorPath" Word optional "where those values are";
        "refreshTokenCall" Object optional "the request that renews the refresh token" => One REFRESH_TOKEN_CALL;
        "refreshTokenFlag" Bool optional "renew the refresh token after each new access token";
        "apiRateLimitConfig" Object optional "pauses between calls" => One RATE_LIMIT;
        "retryAfterCalls" Integer optional "pause after so many calls, flat";
        "retryWaitSeconds" Integer optional "seconds of a pause, flat";
        "maskInLogs" List optional "names whose values logs hide";
        "cleanUpTextContent" Bool optional "clean odd characters from responses";
        "testConnectionParams" Object optional "the connection test" => One TEST;
        "testname" Template optional "an older form of the connection test";
        "cookies" Template optional "the cookies of the login";
        "httpParamsName" Word optional "the parameter that carries the assertion";
        "jwtConfig" Object optional "the assertion" => One JWT;
        "signedAlgorithm" Word optional "the assertion's algorithm, flat";
        "key" Template optional "the assertion's key, flat";
        "jwtExpiryDuration" Integer optional "the assertion's validity in seconds, flat";
        "ssl" Object optional "TLS options" => One SSL;
        "keyFile" Word optional "the key file, flat";
        "keyFilePassword" Template optional "its password, flat";
        "keyManagerAlgorithm" Word optional "without effect";
        "keyStoreType" Word optional "the key file's type, flat";
        "sslAlgorithmName" Word optional "the least TLS version, flat";
        "tokenExpiry" Ignored optional "not part of the dialect";
        "tokenAutoRefresh" Ignored optional "not part of the dialect";
        "expiryDate" Ignored optional "not part of the dialect";
        "refreshUrl" Ignored optional "not part of the dialect";
    }
}

shape! {
    /// `refreshTokenCall`.
    REFRESH_TOKEN_CALL, "refresh token call", Reported {
        "url" Template required "the endpoint";
        "httpMethod" Template optional "the verb";
        "httpParams" Any optional "the parameters";
        "httpHeaders" Object optional "the headers";
        "httpContentType" Template optional "the encoding of the body";
        "refreshTokenResponsePath" Word optional "where the new token is; empty for the whole body";
    }
}

shape! {
    /// `apiRateLimitConfig`.
    RATE_LIMIT, "rate limit", Reported {
        "retryAfterCalls" Integer required "pause after so many calls";
        "retryWaitSeconds" Integer required "seconds of a pause";
    }
}

shape! {
    /// `testConnectionParams`.
    TEST, "connection test", Reported {
        "http" Object required "the request" => One HTTP;
        "successResponse" List optional "values that mean success";
        "successResponsePath" Word optional "where those values are";
        "successResponses" Any optional "what counts as success";
        "errors" List optional "values that mean failure";
        "errorPath" Word optional "where those values are";
    }
}

shape! {
    /// `jwtConfig`.
    JWT, "jwtConfig", Reported {
        "jwtHeader" Object optional "header claims";
        "jwtPayload" Object optional "payload claims";
        "signedAlgorithm" Word optional "the algorithm";
        "key" Template optional "the key";
        "jwtExpiryDuration" Integer optional "validity in seconds";
    }
}

shape! {
    /// `ssl`.
    SSL, "TLS options", Reported {
        "keyFile" Word optional "the key file";
        "keyFilePassword" Template optional "its password";
        "keyManagerAlgorithm" Word optional "without effect";
        "keyStoreType" Word optional "the key file's type";
        "sslAlgorithmName" Word optional "the least TLS version";
    }
}
