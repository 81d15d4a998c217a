"""Every page there is, by who looks at it; names in braces are of the gallery."""

NOBODY = (
    *("/complaint", "/complaint?unit=MM", "/complaint/status"),
    "/complaint/2222-3333-4444",  # opens nothing
    *("/sign-in?next=/tickets/", "/sign-in"),
)
CODE = "/complaint/{code}"
WALL = "/wall/{wall}"
FOR_ALL = ("/help/", "/account/password", "/nowhere", "/tickets/2000000000")
TICKETS = (
    "at_record",
    "at_confirm",
    "at_fulfil",
    "at_thank",
    "waiting",
    "granted",
    "refused",
    "paused",
    "pending",
    "pause_refused",
    "closed",
    "cancelled",
    "queued",
    "of_another",
    "merged",
    "survivor",
    "marked",
    "set_aside",
    "on_paper",
    "offered",
)
LISTS = (
    "/review/",
    "/review/?q=roti&step=record",
    "/review/?q=xyzzy",
    "/review/?past_target=1&silence=hour&colour=red",
    "/review/?queue=1&class_group=1",
    "/review/board",
    "/review/board?queue=1",
    "/review/views",
    "/review/views/save?queue=1",
    "/review/views/{view}",
    "/review/waiting",
    "/review/archive",
    "/review/archive?number=KEL&since=2026-01-01",
    "/review/archive?q=xyzzy",
    "/review/search",
    '/review/search?q=roti -xyzzy "tidak segar"',
    "/review/search?q=roti",
    "/review/search?q=sumber:xyzzy",
    "/review/selection?ticket={at_confirm}:1&ticket={queued}:1",
)
REPORTS = (
    "/reports/",
    "/reports/?by=source",
    "/reports/?by=shift&from=2026-12-31&until=2026-01-01",
    "/reports/tickets?figure=received",
    "/reports/tickets?figure=undone&from=2001-01-01&until=2001-12-31",
)
CURES = (
    "/solutions/",
    "/solutions/{source}",
    "/solutions/{source_group}",
    "/solutions/versions/{proposal}",
    "/improvements/",
    "/improvements/{action}",
    "/improvements/{action}/tickets?window=before",
    "/quality/",
    "/quality/?from=2001-01-01&until=2001-12-31",
    "/quality/rows?part=rostered",
    "/quality/rows?part=tagged",
)
WRITING = (
    "/solutions/{source}/propose",
    "/improvements/new?source={source}",
    "/improvements/{action}/change",
)
FEEDBACK = (
    "/feedback/",
    "/feedback/?by=source",
    "/feedback/?from=2001-01-01&until=2001-12-31",
    "/feedback/tickets?figure=answered",
    "/feedback/tickets?figure=zero&from=2001-01-01&until=2001-12-31",
    "/feedback/follow-ups",
)
PARETO = (
    "/sources/",
    "/sources/?group={source_group}&channel=phone",
    "/sources/?from=2001-01-01&until=2001-12-31",
    "/sources/tickets",
    "/sources/tagging",
    "/sources/tagging?which=all&q=xyzzy",
    "/sources/tagging/rule",
    "/sources/tagging/{closed}",
    "/sources/counts",
    "/sources/counts/import",
)
WAITING = ("mark", "handover", "pause", "claim", "swap", "sample", "duplicate")
QUEUES = (
    *(f"/review/waiting?queue={kind}" for kind in WAITING),
    "/review/samples",
    "/review/samples/{sample}",
    "/review/samples/{sample}/tickets/{sampled}",
)
PAPERS = (
    "/archive/tickets/{closed}/complaint-form",
    "/archive/tickets/{closed}/follow-up-form",
    "/archive/numbers",
    "/archive/numbers/tickets?kind=KEL&unit={unit}&month={this_year}/{month:02}",
    "/archive/stages",
    "/archive/stages?from=2001-01-01&until=2001-01-31",
    "/archive/stages/tickets?stage=investigation&state=missing",
)
REVIEWED = ("waiting", "paused", "pending", "pause_refused", "queued", "closed")
TARGETS = ("/targets/", "/targets/{unit}", "/targets/{unit}/versions/{targets}")
SOURCES = (
    "/admin/sources",
    "/admin/units/{unit}/sources/add",
    "/admin/sources/{source_group}/add",
    "/admin/sources/{source}",
    "/admin/sources/{source}/words",
)
HOURS = (
    "/calendar/{unit}",
    "/calendar/{unit}?month=2026-08&at=2026-08-17T09:00",
    "/calendar/{unit}/weekly",
    "/calendar/{unit}/close",
    "/calendar/{unit}/override?preset=ramadan",
    "/calendar/{unit}/clear",
    "/calendar/{unit}/holidays/{year}",
    "/calendar/{unit}/zone",
    "/calendar/{unit}/versions",
    "/calendar/{unit}/versions/{calendar_version}",
)
WEEK = "/roster/{unit}/{week_year}-W{week:02}"
ROSTER = (
    "/roster/",
    WEEK,
    "/roster/{unit}/2001-W01",
    f"{WEEK}/add",
    f"{WEEK}/copy",
    "/roster/{unit}/import",
    "/roster/{unit}/days/{this_year}-{month:02}-{date:02}",
    "/roster/{unit}/days/2001-01-01",
    "/roster/{unit}/people",
    "/roster/people/{person}",
    "/roster/shifts/{shift}",
    "/roster/swaps/{swap}",
)
GRADES = (
    "/grading/{gradebook}/",
    "/grading/{gradebook}/?mark=small&sort=time&order=down",
    "/grading/{gradebook}/class-sheet",
)
RUBRIC = (
    "/rubric/observe",
    "/rubric/students/{person}/sheets/{sheet}",
    "/rubric/tickets/{drawn}/students/{person}",
    "/rubric/gradebooks/{gradebook}",
    "/rubric/gradebooks/{gradebook}/students/{person}",
)
CUSTOMERS = (
    "/customers/",
    "/customers/?q=xyzzy",
    "/customers/add",
    "/customers/{customer}",
    "/customers/{customer}/change",
)
PAGES: dict[str, tuple[str, ...]] = {
    "siswa1": (
        *FOR_ALL,
        "/tickets/",
        "/tickets/paper",
        *(f"/tickets/{{{name}}}" for name in TICKETS),
        "/tickets/{at_confirm}/record",
        *(f"/tickets/{{{name}}}/time" for name in ("explained", "paused", "cancelled")),
        *TARGETS,
        "/feedback/follow-ups",
        WRITING[0],
        "/feedback/forecasts/mine",
        "/feedback/forecasts/mine?forecast=above&performance=none",
        "/review/",  # not for students
        "/roster/",
        "/roster/shifts/{shift}",
        "/roster/shifts/{shift}/swap",
    ),
    "siswa2": (*CUSTOMERS, "/tickets/", "/tickets/{offered}"),
    "siswa6": ("/tickets/",),  # holds nothing
    "pengawas": (
        *LISTS,
        *QUEUES,
        *RUBRIC,
        *REPORTS,
        *PAPERS,
        *PARETO,
        *CURES,
        *FEEDBACK,
        "/privacy/find",
        "/privacy/tickets/{closed}",
        "/customers/{customer}/privacy",
        "/tickets/",
        *(f"/tickets/{{{name}}}" for name in REVIEWED),
        CUSTOMERS[0],
        "/customers/{customer}",
        "/customers/{merged_customer}",
        "/roster/",
        "/roster/swaps/{swap}",
        "/review/wall",
        WALL,
        "/tickets/{sent}",
        CODE,
        "/complaint/poster/{unit}",
    ),
    "guru": (
        *LISTS[::3],
        *SOURCES,
        *HOURS,
        *ROSTER,
        "/tickets/{waiting}",
        "/tickets/{at_record}",
        "/tickets/{queued}/time",
        *TARGETS,
        *GRADES,
        "/feedback/forecasts",
        "/feedback/forecasts/{person}",
        "/targets/{unit}/set",
        "/targets/{unit}/set?from=defaults",
        *WRITING,
        "/solutions/",
        "/solutions/versions/{proposal}",
        "/improvements/{action}",
    ),
    "ketua": (*LISTS[::3], *REPORTS[:2], "/tickets/{granted}", "/admin/people"),
    "admin": (
        *SOURCES,
        "/calendar/",
        *HOURS[:3],
        "/admin/people",
        "/admin/people?q=xyzzy",
        "/admin/people/add",
        "/admin/people/{person}",
        "/admin/class-groups",
        "/admin/class-groups/{class_group}",
        "/admin/class-lists",
        "/admin/class-lists/{looked_at}",
        "/admin/class-lists/{taken_over}",
        "/admin/units",
        "/admin/units/add",
        "/admin/units/{unit}",
        "/admin/imports",
        "/admin/imports/{chosen}",
        "/admin/imports/{imported}",
        "/privacy/retention",
        "/privacy/reads",
        "/tickets/{closed}",  # not for the administrator
    ),
}
