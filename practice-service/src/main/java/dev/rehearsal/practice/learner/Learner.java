package dev.rehearsal.practice.learner;

import dev.rehearsal.practice.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** Who is asking: the subject of the request's token. */
@ApplicationScoped
public class Learner {

    private static final int LONGEST = 128;

    private final SecurityIdentity identity;

    Learner(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** @return 1 to 128 characters */
    public String id() {
        String id = identity.getPrincipal().getName();
        if (id.isEmpty() || id.length() > LONGEST) {
            throw Problems.conflict("The token's subject must have 1 to " + LONGEST + " characters.");
        }
        return id;
    }
}
