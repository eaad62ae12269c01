package dev.rehearsal.catalog.store;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Set;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What questions are about. There are a dozen or so; they come with the packaged bank. */
@Entity
@Table(name = "topic")
public class TopicEntity extends PanacheEntityBase {

    @Id
    public String slug;
    public String name;
    public String description;

    public static Set<String> slugs() {
        return find("select slug from TopicEntity").project(String.class).stream().collect(toUnmodifiableSet());
    }
}
