package cn.healthylishui.assessment.indicator;

import cn.healthylishui.assessment.column.Column;
import cn.healthylishui.assessment.column.InputType;
import cn.healthylishui.assessment.column.Option;
import cn.healthylishui.assessment.scoring.Comparison;
import cn.healthylishui.assessment.scoring.ReferenceKind;
import cn.healthylishui.assessment.workbook.Layout;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** 指标表的列: one for each thing about an indicator and for each parameter of a method, and how to fill it in. */
final class TableColumns {

    static final String CODE = "code";
    static final String NAME = "name";
    static final String FIELD = "field";
    static final String CONTENT = "content";
    static final String PARENTS = "parents";
    static final String MUST_PASS = "mustPass";
    static final String POINTS = "points";
    static final String UNIT = "unit";
    static final String DIRECTION = "direction";
    static final String METHOD = "method";
    static final String COMPARISON = "comparison";
    static final String TARGET = "target";
    static final String FLOOR = "floor";
    static final String TIERS = "tiers";
    static final String DEDUCTION = "perOccurrence";
    static final String ITEMS = "items";
    static final String REFERENCE = "reference";
    static final String FULL_AT = "fullAt";
    static final String ZERO_AT = "zeroAt";
    static final String OFFICIAL = "official";
    static final String AMONG = "among";
    static final String PARTS = "parts";
    static final String TARGETS = "targets";
    static final String GUIDANCE = "guidance";
    static final String FROM = "from";
    static final String FULL_MARK = "fullMark";
    static final String SOURCE = "sourceKind";
    static final String OWNER = "owner";
    static final String KEY = "key";
    static final String EVIDENCE_REQUIRED = "evidenceRequired";
    static final String EVIDENCE = "evidence";
    static final String CRITERION = "criterion";
    static final String STAGE_TARGET = "stageTarget";
    static final String NOT_APPLICABLE = "notApplicable";
    static final String DATA_SOURCE = "dataSource";
    static final String CONFIDENCE = "confidence";

    static final String YES = "true";
    static final String NO = "false";

    /** The field of the must-pass items, which have no points. */
    static final String MUST_PASS_FIELD = "必备";

    /** 办法二(一)2. */
    private static final List<String> FIELDS = List.of(
            MUST_PASS_FIELD,
            "组织管理和保障",
            "提升健康水平",
            "普及健康生活",
            "优化健康服务",
            "营造健康文化",
            "完善健康保障",
            "建设健康环境",
            "发展健康产业",
            "推进健康治理",
            "年度重点工作");

    /** 办法二(一)1. */
    private static final List<String> COUNTY_CONTENTS =
            List.of("重大危害健康事件防控", "基本医疗卫生和基本公共体育服务政府履责", "医联体建设", "执行计划生育基本国策", "重点健康环境治理");

    /** 办法二(二). */
    static final List<String> ZONE_CONTENTS = List.of("重大危害健康事件防控", "执行计划生育基本国策", "重点健康环境治理");

    /** The parameters that each method needs; the other parameter columns stay empty. */
    static final Map<MethodKind, List<String>> PARAMETERS = Map.of(
            MethodKind.REACH_TARGET, List.of(COMPARISON, TARGET),
            MethodKind.PROPORTIONAL, List.of(TARGET, FLOOR),
            MethodKind.TIERS, List.of(COMPARISON, TIERS),
            MethodKind.DEDUCTION, List.of(DEDUCTION),
            MethodKind.CHECKLIST, List.of(ITEMS),
            MethodKind.REFERENCE, List.of(REFERENCE, FULL_AT, ZERO_AT),
            MethodKind.JUDGED, List.of(GUIDANCE),
            MethodKind.MUST_PASS, List.of(COMPARISON, TARGET),
            MethodKind.TAKEN_OVER, List.of(FROM, FULL_MARK),
            MethodKind.REVIEWED_LIST, List.of());

    /** Those that a method may have beside. */
    static final Map<MethodKind, List<String>> FURTHER =
            Map.of(MethodKind.REFERENCE, List.of(OFFICIAL, AMONG, PARTS, TARGETS));

    static final String COUNTIES = "COUNTIES";
    private static final String WITH_ZONE = "WITH_ZONE";

    private static final List<Option> YES_NO = List.of(new Option(YES, "是"), new Option(NO, "否"));

    private TableColumns() {}

    static Layout layout(TableKind kind) {
        return new Layout(
                "indicators",
                "指标",
                kind.label() + "健康建设考核指标表",
                List.of(
                        "一行一项指标；增加指标就加一行，取消指标就删去整行。不要改表头和工作表名称，不要合并单元格。",
                        "各列怎么填见“填写说明”。“评分方法”不同，要填的参数列也不同，用不到的参数列留空。",
                        "不含必备指标，满分合计应为年度总分（一般是1000分）。"),
                columns(kind));
    }

    /**
     * The same for reading: what is chosen is looked up here, so that a choice that does not exist is told together with
     * everything else that is wrong.
     */
    static Layout readLayout(TableKind kind) {
        Layout layout = layout(kind);
        return new Layout(
                layout.key(),
                layout.name(),
                layout.title(),
                layout.notes(),
                layout.columns().stream()
                        .map(column -> column.type() == InputType.CHOICE
                                ? column.typed(InputType.TEXT)
                                        .offering(List.of())
                                        .help(null)
                                : column)
                        .toList());
    }

    static List<Column> choices(TableKind kind) {
        return columns(kind).stream()
                .filter(column -> column.type() == InputType.CHOICE)
                .toList();
    }

    /** What is meant by the text in a cell: a label, however it was typed, or the value itself. */
    static Optional<String> value(Column column, String text) {
        return column.options().stream()
                .filter(option -> squeezed(option.label()).equals(squeezed(text))
                        || option.value().equals(text))
                .map(Option::value)
                .findFirst();
    }

    private static String squeezed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s", "");
    }

    /** The second sheet: each column and how to fill it in. */
    static Layout explanations() {
        return new Layout(
                "explanations",
                "填写说明",
                "填写说明",
                List.of("这张表只供查看，不用填写。"),
                List.of(Column.label("column", "列名", 14), Column.label("how", "怎么填", 110)));
    }

    static List<Map<String, String>> explanationRows(TableKind kind) {
        List<Map<String, String>> rows = new ArrayList<>();
        columns(kind)
                .forEach(column ->
                        rows.add(Map.of("column", column.label(), "how", column.help() == null ? "" : column.help())));
        for (MethodKind method : MethodKind.values()) {
            rows.add(Map.of("column", method.label(), "how", "评分方法。" + explanation(method)));
        }
        return rows;
    }

    static List<String> contents(TableKind kind) {
        return kind == TableKind.ZONE ? ZONE_CONTENTS : COUNTY_CONTENTS;
    }

    static String prefix(TableKind kind) {
        return kind.name().substring(0, 1);
    }

    static String label(TableKind kind, String column) {
        return columns(kind).stream()
                .filter(one -> one.key().equals(column))
                .findFirst()
                .map(Column::label)
                .orElse(column);
    }

    private static List<Column> columns(TableKind kind) {
        boolean townships = kind == TableKind.TOWNSHIP;
        List<Column> columns = new ArrayList<>(List.of(
                Column.text(CODE, "编码", 8)
                        .help("“%s”加三位数字，例如%s001，同一张表里不重复。指标沿用的，编码不变。".formatted(prefix(kind), prefix(kind))),
                Column.text(NAME, "指标名称", 30).help("不超过200个字。"),
                Column.choice(FIELD, "领域", 14, texts(FIELDS)).help("从下拉列表里选。必备指标选“必备”。"),
                Column.choice(CONTENT, "必备内容", 20, texts(contents(kind))).help("必备指标从下拉列表里选；其他指标留空。")));
        if (townships) {
            columns.add(Column.choice(
                            PARENTS,
                            "适用范围",
                            14,
                            List.of(
                                    new Option("COUNTY;ZONE", "县（市、区）和开发区"),
                                    new Option("COUNTY", "仅县（市、区）"),
                                    new Option("ZONE", "仅开发区")))
                    .help("用于哪里的乡镇（街道）。县（市、区）和开发区的满分合计都应为年度总分。"));
        }
        columns.addAll(List.of(
                Column.choice(MUST_PASS, "必备指标", 8, YES_NO).help("选“是”或“否”，留空按“否”。必备指标不计分，评分方法选“必备”。"),
                Column.number(POINTS, "满分", 8).help("大于0，最多两位小数。必备指标填0或留空。"),
                Column.text(UNIT, "计量单位", 8).help("例如：%、人、项、分、是/否。不超过50个字。"),
                Column.choice(DIRECTION, "指标方向", 10, options(Direction.values(), Direction::name, Direction::label))
                        .help("数值越大越好选“越高越好”，越小越好选“越低越好”；只分达到和没有达到的选“是或否”；数个数的（清单得分一律）选“计数”；由人评判的选“不分高低”。"),
                Column.choice(METHOD, "评分方法", 12, options(MethodKind.values(), MethodKind::name, MethodKind::label))
                        .help("从下拉列表里选，各种方法在本表下面说明。"),
                Column.choice(
                                COMPARISON,
                                "比较",
                                14,
                                options(Comparison.values(), Comparison::symbol, TableColumns::comparison))
                        .help("达标得分、必备：数值与目标值怎样比较。分档得分：只能用“不低于”或“不高于”。"),
                Column.number(TARGET, "目标值", 9).help("达标得分、按比例得分、必备。指标方向是“是或否”的，目标值填1（是）。最多四位小数。"),
                Column.number(FLOOR, "起评值", 9).help("按比例得分：到这个数为止不得分，到目标值得满分，中间按比例得分。越低越好的，起评值大于目标值。"),
                Column.text(TIERS, "分档", 26).help("分档得分：从最好的一档写起，写作“95得100%；90得80%”。低于最后一档不得分。"),
                Column.number(DEDUCTION, "每次扣分", 9).help("扣分：每发生一次扣几分，扣完为止。"),
                Column.text(ITEMS, "清单", 36)
                        .help("清单得分：一行写一项（在单元格里按 Alt+Enter 换行），每项得分相同，最多%d项。".formatted(TableReader.MOST_ITEMS)),
                Column.choice(REFERENCE, "参照", 14, options(references(kind), ReferenceKind::name, ReferenceKind::words))
                        .help("与参照值比较：和什么比。参照值由系统给出，填报的人不用填："
                                + (townships
                                        ? "本县平均值由本县（市、区）各乡镇（街道）的数算出，上年值取自归档的上年度，全省平均值和有官方数的全市平均值由对应的市直单位填一次。"
                                        : "全市平均值见“有官方数”“平均范围”，上年值取自归档的上年度，全省平均值由责任单位填一次，下达任务数写在“各地目标”里。")),
                Column.number(FULL_AT, "满分线（%）", 10).help("与参照值比较：比参照值好百分之几得满分，差的写负数，例如0。"),
                Column.number(ZERO_AT, "零分线（%）", 10).help("与参照值比较：到百分之几为止不得分，例如-10；应低于满分线。"),
                Column.choice(OFFICIAL, "有官方数", 8, YES_NO)
                        .help("只有全市平均值要填：上级或统计部门公布全市数的选“是”，由责任单位填一次并写明出处；留空按“否”，由系统按各地的数算。"),
                Column.choice(
                                AMONG,
                                "平均范围",
                                14,
                                List.of(new Option(WITH_ZONE, "县（市、区）和开发区"), new Option(COUNTIES, "只算县（市、区）")))
                        .help("只有全市平均值、没有官方数的要填：哪些地方参加平均。留空按“县（市、区）和开发区”，没有这项指标的地方不参加。"),
                Column.text(PARTS, "分子和分母", 20)
                        .help("只有全市平均值、没有官方数的可以填，写作“健康村数/村总数”。填了的，责任单位同时填报各地的分子和分母，全市平均是合计相除；没有填的是各地算术平均。"),
                Column.text(TARGETS, "各地目标", 30).help("参照选“下达任务数”的要填，每个地方一个，写作“莲都区=12；龙泉市=10”。少一个地方都不行。"),
                Column.text(GUIDANCE, "评判说明", 36).help("评判得分：什么情况给多少分。"),
                Column.text(FROM, "采用的考核", 12).help("直接采用：采用哪项考核的结果，例如平安丽水。"),
                Column.number(FULL_MARK, "原满分", 9).help("直接采用：那项考核的满分，例如100。"),
                Column.choice(SOURCE, "数据来源", 14, options(SourceKind.values(), SourceKind::name, SourceKind::label))
                        .help("从下拉列表里选。只有“自报并抽查”由被考核单位自己报数，其余由责任单位填报。"),
                Column.text(OWNER, "责任单位", 18)
                        .help(townships ? "县（市、区）和开发区的哪类成员单位填报，从下拉列表里选。" : "哪个市直单位填报和评分，从下拉列表里选，也可以写单位代码或曾用名。"),
                Column.choice(KEY, "重点指标", 8, YES_NO).help("现场核查先看重点指标。选“是”或“否”，留空按“否”。"),
                Column.choice(EVIDENCE_REQUIRED, "须附佐证", 8, YES_NO).help("选“是”或“否”，留空按“否”。必备指标和重点指标都选“是”。"),
                Column.text(EVIDENCE, "佐证要求", 26).help("附什么材料。须附佐证的要写明，不超过500个字。"),
                Column.text(CRITERION, "评分标准", 40).help("用一两句话写明怎样得分，填报单位看到的就是它。不超过1000个字。"),
                Column.text(STAGE_TARGET, "阶段目标", 24).help("已经公布的以后年度目标，只展示，不按它评分。可以留空，不超过500个字。"),
                Column.choice(NOT_APPLICABLE, "可不适用", 8, YES_NO).help("有的地方没有这件事的，选“是”，经市健康丽水办同意后不计入总分。留空按“否”。"),
                Column.text(DATA_SOURCE, "数据依据", 40).help("指标和目标值出自哪份文件或报道。可以留空，不超过2000个字。"),
                Column.choice(CONFIDENCE, "依据核对", 10, options(Confidence.values(), Confidence::code, Confidence::label))
                        .help("“数据依据”核对过原文没有；自己定的选“自拟”。")));
        return columns;
    }

    /** A township is compared with its own, with its county's townships or with a figure that somebody published. */
    private static ReferenceKind[] references(TableKind kind) {
        return Stream.of(ReferenceKind.values())
                .filter(reference -> kind == TableKind.TOWNSHIP
                        ? reference != ReferenceKind.OWN_TARGET
                        : reference != ReferenceKind.COUNTY_MEAN)
                .toArray(ReferenceKind[]::new);
    }

    private static String explanation(MethodKind method) {
        return switch (method) {
            case REACH_TARGET -> "达到目标值得满分，没有达到不得分。填“比较”“目标值”。";
            case PROPORTIONAL -> "到目标值得满分，到起评值不得分，中间按比例得分。填“目标值”“起评值”。";
            case TIERS -> "按达到的最好一档得分。填“比较”“分档”。";
            case DEDUCTION -> "从满分里按发生次数扣分，扣完为止。填“每次扣分”。";
            case CHECKLIST -> "清单里每符合一项得一份分。填“清单”。";
            case REFERENCE ->
                "与参照值相比，看相差百分之几。填“参照”“满分线”“零分线”，全市平均值和下达任务数再看后面几列。参照值是0的：越低越好的，0得满分，大于0不得分；越高越好的，大于0得满分，也是0的由评分单位评判并写明理由。";
            case JUDGED -> "由责任单位在0分到满分之间给分，并写明理由。填“评判说明”。";
            case MUST_PASS -> "必备指标专用：只分达标和不达标，不计分，不达标的等级为不合格。填“比较”“目标值”。";
            case TAKEN_OVER -> "按另一项考核的得分占它满分的比例得分。填“采用的考核”“原满分”。";
            case REVIEWED_LIST ->
                "当地自己确定的年度重点工作和关键性指标（意见四(四)），逐项由对口市直单位评审，按加权完成率得分，没有人另外填数；当地没有确定的得0分，不折算到其他项。县（市、区）和开发区的表里最多一项，领域选“年度重点工作”，计量单位填“%”，指标方向选“越高越好”，数据来源选“单位记录”，责任单位选汇总的市健康丽水办；不设为重点指标，不能不适用。";
        };
    }

    /** Never begins with an equals sign, which Excel would take for a formula. */
    private static String comparison(Comparison comparison) {
        return switch (comparison) {
            case AT_LEAST -> "不低于（≥）";
            case AT_MOST -> "不高于（≤）";
            case ABOVE -> "高于（>）";
            case BELOW -> "低于（<）";
            case EQUAL -> "等于（=）";
        };
    }

    private static List<Option> texts(List<String> texts) {
        return texts.stream().map(text -> new Option(text, text)).toList();
    }

    private static <E> List<Option> options(E[] values, Function<E, String> value, Function<E, String> label) {
        return Arrays.stream(values)
                .map(one -> new Option(value.apply(one), label.apply(one)))
                .toList();
    }

    /** Of all methods, in the order of their columns. */
    static List<String> everyParameter() {
        return List.of(
                COMPARISON,
                TARGET,
                FLOOR,
                TIERS,
                DEDUCTION,
                ITEMS,
                REFERENCE,
                FULL_AT,
                ZERO_AT,
                OFFICIAL,
                AMONG,
                PARTS,
                TARGETS,
                GUIDANCE,
                FROM,
                FULL_MARK);
    }
}
