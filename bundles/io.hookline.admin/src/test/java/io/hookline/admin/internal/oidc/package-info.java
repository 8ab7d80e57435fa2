@NullMarked
package io.hookline.admin.internal.oidc;

import org.jspecify.annotations.NullMarked;
