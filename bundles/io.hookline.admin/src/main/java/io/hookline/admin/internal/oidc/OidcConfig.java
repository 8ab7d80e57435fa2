package io.hookline.admin.internal.oidc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of logging in by an identity provider, PID {@value #PID}. */
@ObjectClassDefinition(
        name = "Hookline Admin: OpenID Connect",
        description = "Users of the console log in by an identity provider")
public @interface OidcConfig {

    /** The configuration's PID. */
    String PID = "io.hookline.admin.oidc";

    @AttributeDefinition(
            description = "The provider's address, exactly as its discovery document has it in \"issuer\": https, or"
                    + " http on this machine. Empty: there is no login by a provider")
    String issuer() default "";

    @AttributeDefinition(description = "The client as which the provider knows this instance")
    String clientId() default "";

    @AttributeDefinition(
            description = "Its secret. Empty: a public client, which PKCE alone protects",
            type = AttributeType.PASSWORD)
    String clientSecret() default "";

    @AttributeDefinition(description = "What is asked for; openid is always")
    String[] scopes() default {"openid", "profile"};

    @AttributeDefinition(
            description = "The claim of the ID token with the groups of a user: a name, or a path such as"
                    + " realm_access.roles")
    String rolesClaim() default "groups";

    @AttributeDefinition(
            description = "What groups may do, each as GROUP=ROLE with the role viewer, operator or admin. The greatest"
                    + " one counts; who has none of them is refused")
    String[] roles() default {};

    @AttributeDefinition(description = "The claim that names a user in the history and the audit record")
    String nameClaim() default "sub";

    @AttributeDefinition(description = "What the console calls the provider")
    String label() default "single sign-on";

    @AttributeDefinition(
            description = "The address of this listener as browsers know it, if a proxy stands in front of it; empty:"
                    + " the one that the browser calls")
    String baseUrl() default "";

    @AttributeDefinition(description = "Deadline of an exchange with the provider", min = "100", max = "60000")
    int timeoutMillis() default 10_000;
}
