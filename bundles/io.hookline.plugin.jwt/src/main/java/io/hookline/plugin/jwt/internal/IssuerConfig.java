package io.hookline.plugin.jwt.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * One issuer whose tokens are accepted. Factory PID {@code io.hookline.plugin.jwt.issuer}; changes take effect with the
 * next request. Without {@code jwksFile} and {@code jwksUrl}, the keys are found by OpenID Connect discovery.
 */
@ObjectClassDefinition(name = "JWT issuer")
@interface IssuerConfig {

    /** The exact value of the claim {@code iss}. */
    @AttributeDefinition(name = "Issuer", description = "The exact value of the claim iss")
    @Pattern("\\S+")
    String issuer();

    /** Accepted audiences: the claim {@code aud} has to contain one of them. */
    @AttributeDefinition(name = "Audience", description = "The claim aud has to contain one of these")
    @Pattern("\\S+")
    String[] audience();

    /** Accepted signature algorithms. */
    @AttributeDefinition(
            name = "Algorithms",
            description = "Accepted signature algorithms",
            options = {
                @Option(value = "RS256"),
                @Option(value = "RS384"),
                @Option(value = "RS512"),
                @Option(value = "PS256"),
                @Option(value = "PS384"),
                @Option(value = "PS512"),
                @Option(value = "ES256"),
                @Option(value = "ES384"),
                @Option(value = "ES512")
            })
    @Protects("the list of accepted algorithms")
    String[] algorithms() default {"RS256", "ES256"};

    /** Accepted values of the header {@code typ}; a token without it counts as {@code JWT}. */
    @AttributeDefinition(name = "Types", description = "Accepted values of typ; a token without it counts as JWT")
    @Pattern("[A-Za-z0-9.+-]+")
    @Protects("the list of accepted token types")
    String[] types() default {"JWT", "at+jwt"};

    /** A file with a JWK set; an absolute path. */
    @AttributeDefinition(name = "Key file", description = "Absolute path of a JWK set; read again when it changes")
    @Protects("the file with the keys")
    String jwksFile() default "";

    /** The address of a JWK set: https, or http on this machine. */
    @AttributeDefinition(name = "Key URL", description = "Address of a JWK set: https, or http on this machine")
    @Protects("the address of the keys")
    String jwksUrl() default "";

    /** Claims that have to be there besides {@code iss}, {@code aud}, {@code exp} and the principal's. */
    @AttributeDefinition(
            name = "Required claims",
            description = "Claims that have to be there besides iss, aud, exp and the one of the principal")
    @Protects("the list of required claims")
    String[] requiredClaims() default {};

    /** The claim whose value becomes the request's principal. */
    @AttributeDefinition(name = "Principal", description = "The claim whose value becomes the request's principal")
    @Pattern("\\S+")
    @Protects("the claim that names the client")
    String principalClaim() default "sub";

    /** Put in front of the principal, so that clients of two issuers do not share a name. */
    @AttributeDefinition(
            name = "Prefix of the principal",
            description = "Put in front of the principal, so that clients of two issuers do not share a name")
    @Protects("what keeps the clients of issuers apart")
    String principalPrefix() default "";

    /** Tolerated difference of the clocks, in seconds; 0 to 600. */
    @AttributeDefinition(name = "Clock skew", description = "Seconds", min = "0", max = "600")
    @Protects("the limit of the clocks' difference")
    int clockSkewSeconds() default 30;

    /** How often the keys are fetched from a URL, in seconds; 1 to 86,400. */
    @AttributeDefinition(
            name = "Refresh",
            description = "Seconds between two fetches of the keys",
            min = "1",
            max = "86400")
    int refreshSeconds() default 300;

    /** Shortest time between two fetches because of an unknown key id, in seconds; 1 to 3600. */
    @AttributeDefinition(
            name = "Refetch",
            description = "Least seconds between a fetch and one because of an unknown key id",
            min = "1",
            max = "3600")
    int refetchSeconds() default 10;

    /** How long keys stay valid while they cannot be fetched, in seconds; 1 to 2,592,000. */
    @AttributeDefinition(
            name = "Outage",
            description = "Seconds that keys stay valid while they cannot be fetched",
            min = "1",
            max = "2592000")
    @Protects("the limit of the keys' age")
    int outageSeconds() default 14_400;

    /** How long one fetch may take in all, in milliseconds; 100 to 60,000. */
    @AttributeDefinition(
            name = "Fetch timeout",
            description = "Milliseconds that one fetch may take in all",
            min = "100",
            max = "60000")
    int fetchTimeoutMillis() default 5000;
}
