package dev.rehearsal.analytics.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.rehearsal.analytics.store.Repartition;

/**
 * What the live tables tell of how they came about: how far the log was applied, when beliefs were exchanged, and when learners
 * went to other partitions.
 *
 * @param offsets next offset of each partition
 * @param exchanges that the rebuilt tables don't have yet, in the order in which they were made
 * @param repartitions that the rebuilt tables don't have yet, in their order
 */
record Recorded(SortedMap<Integer, Long> offsets, List<Exchange> exchanges, List<Repartition> repartitions) {

    /** @param nextOffset of the first record applied with what was taken over */
    record Exchange(int partition, int number, long nextOffset) {
    }

    static Recorded read(Connection connection) throws SQLException {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        List<Exchange> exchanges = new ArrayList<>();
        // One statement, so that both are of one moment. Each exchange has seen all before it: their number is its place.
        try (Statement select = connection.createStatement(); ResultSet row = select.executeQuery("""
                select o.partition, o.next_offset, e.exchange, e.next_offset
                from public.partition_offset o
                left join rebuild.partition_beliefs b on b.partition = o.partition
                left join public.belief_exchange e on e.partition = o.partition and e.exchange > coalesce(b.exchanges, 0)
                order by (select coalesce(sum(other), 0) from unnest(e.others) as other), o.partition
                """)) {
            while (row.next()) {
                offsets.put(row.getInt(1), row.getLong(2));
                if (row.getInt(3) > 0) {
                    exchanges.add(new Exchange(row.getInt(1), row.getInt(3), row.getLong(4)));
                }
            }
        }
        // Afterwards: so none is missing that has made a partition of these.
        return new Recorded(offsets, exchanges, repartitions(connection));
    }

    private static List<Repartition> repartitions(Connection connection) throws SQLException {
        List<Repartition> repartitions = new ArrayList<>();
        try (Statement select = connection.createStatement(); ResultSet row = select.executeQuery("""
                select partitions, became, ends, exchanges from public.repartition
                where partitions not in (select partitions from rebuild.repartition) order by partitions
                """)) {
            while (row.next()) {
                repartitions.add(new Repartition(row.getInt(1), row.getInt(2), List.of((Long[]) row.getArray(3).getArray()),
                        List.of((Integer[]) row.getArray(4).getArray())));
            }
        }
        return repartitions;
    }

    /** What was before. */
    Recorded until(Repartition repartition) {
        SortedMap<Integer, Long> ends = new TreeMap<>();
        for (int partition = 0; partition < repartition.before(); partition++) {
            ends.put(partition, repartition.ends().get(partition));
        }
        return new Recorded(ends, exchanges.stream().filter(exchange -> exchange.partition() < repartition.before()
                && exchange.number() <= repartition.exchangesOf(exchange.partition())).toList(), List.of());
    }

    /** What was afterwards. */
    Recorded since(Repartition repartition) {
        return new Recorded(offsets, exchanges.stream()
                .filter(exchange -> exchange.number() > repartition.exchangesOf(exchange.partition())).toList(), List.of());
    }

    /** @return offsets of a partition, of those from the first to the last, that live was applied without */
    static Set<Long> deadLetters(Connection connection, int partition, long first, long last) throws SQLException {
        Set<Long> offsets = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select record_offset from public.dead_letter where partition = ? and record_offset between ? and ?
                """)) {
            select.setInt(1, partition);
            select.setLong(2, first);
            select.setLong(3, last);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    offsets.add(row.getLong(1));
                }
            }
        }
        return offsets;
    }

    long events() {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
