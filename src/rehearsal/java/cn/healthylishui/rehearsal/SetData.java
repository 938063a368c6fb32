package cn.healthylishui.rehearsal;

import cn.healthylishui.assessment.indicator.Indicator;
import cn.healthylishui.assessment.indicator.TableKind;
import cn.healthylishui.assessment.organization.TownshipLine;
import cn.healthylishui.assessment.scorecard.Provenance;
import cn.healthylishui.assessment.year.YearSettings;
import cn.healthylishui.rehearsal.YearInput.Dispute;
import cn.healthylishui.rehearsal.YearInput.Figure;
import cn.healthylishui.rehearsal.YearInput.Found;
import cn.healthylishui.rehearsal.YearInput.ListEntry;
import cn.healthylishui.rehearsal.YearInput.Misconduct;
import cn.healthylishui.rehearsal.YearInput.Objection;
import cn.healthylishui.rehearsal.YearInput.Published;
import cn.healthylishui.rehearsal.YearInput.Rater;
import cn.healthylishui.rehearsal.YearInput.Ruling;
import cn.healthylishui.rehearsal.YearInput.Share;
import cn.healthylishui.rehearsal.YearInput.Task;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** 演练数据集的内容: what stands in the workbooks, each thing under the codes that name its row; filled in as they are read. */
final class SetData {

    /** A figure of an object: a township's item, a unit's task, a seat's mark of a unit. */
    record Cell(String object, String item) {}

    record Draw(int size, String reason, String seed, String text) {}

    record Review(String unit, String task, String reviewer) {}

    final Map<YearSettings.Name, String> settings = new EnumMap<>(YearSettings.Name.class);
    final Map<String, Draw> draws = new LinkedHashMap<>();
    final Map<TableKind, List<Indicator>> tables = new EnumMap<>(TableKind.class);
    final List<TownshipLine> townships = new ArrayList<>();
    final Map<Cell, Figure> reported = new LinkedHashMap<>();
    final Set<Cell> excused = new LinkedHashSet<>();
    final Map<Cell, Figure> official = new LinkedHashMap<>();
    final Map<String, Provenance> provenance = new LinkedHashMap<>();
    final Map<String, Published> published = new LinkedHashMap<>();
    final Map<String, List<ListEntry>> lists = new LinkedHashMap<>();
    final Map<Cell, Found> found = new LinkedHashMap<>();
    final Map<Cell, Dispute> disputes = new LinkedHashMap<>();
    final Map<String, String> leftOut = new LinkedHashMap<>();
    final Map<String, Integer> ownUnits = new LinkedHashMap<>();
    final List<Task> tasks = new ArrayList<>();
    final Map<Cell, Share> shares = new LinkedHashMap<>();
    final Map<Review, Share> reviews = new LinkedHashMap<>();
    final Map<Cell, Share> decided = new LinkedHashMap<>();
    final Map<String, Rater> raters = new LinkedHashMap<>();
    final Map<Cell, String> marks = new LinkedHashMap<>();
    final Map<String, Ruling> unrated = new LinkedHashMap<>();
    final List<Objection> objections = new ArrayList<>();
    final List<Misconduct> misconduct = new ArrayList<>();
}
